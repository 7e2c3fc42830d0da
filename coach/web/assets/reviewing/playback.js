// Plays the set: by the film while it is shown, else by the time that goes by.

export class Playback {
  /** `film` may be null; `changed()` is called whenever there is something new to show. */
  constructor(clock, film, changed) {
    Object.assign(this, { clock, film, changed });
    this.byFilm = Boolean(film);
  }

  get now() {
    return this.clock.now;
  }

  /** Goes on by the film, or without it, from the same place. */
  choose(byFilm) {
    this.pause();
    this.byFilm = byFilm && Boolean(this.film);
    this.seek(this.now);
  }

  seek(to) {
    this.clock.seek(to);
    if (this.byFilm) this.film.seek(this.now);
    this.changed();
  }

  toggle() {
    if (this.clock.playing) this.pause();
    else this.play();
  }

  play() {
    const before = this.now;
    this.clock.play();
    if (this.byFilm) {
      if (this.now !== before) this.film.seek(this.now);
      this.film.rate(this.clock.rate);
      this.film.play().catch(() => this.pause());
    }
    this.last = performance.now();
    cancelAnimationFrame(this.request);
    this.request = requestAnimationFrame((at) => this.tick(at));
    this.changed();
  }

  pause() {
    this.clock.pause();
    this.film?.pause();
    cancelAnimationFrame(this.request);
    this.changed();
  }

  rate(rate) {
    this.clock.rate = rate;
    this.film?.rate(rate);
    this.changed();
  }

  repeat(span) {
    this.clock.repeat(span);
    if (span && !this.clock.inLoop(this.now)) this.seek(this.clock.loop.start);
    this.changed();
  }

  tick(at) {
    if (!this.clock.playing) return;
    if (!this.byFilm) this.clock.advance((at - this.last) / 1000);
    else if (this.film.loaded && !this.film.element.seeking) {
      const to = this.clock.follow(this.film.at);
      if (to !== null) this.film.seek(to);
    }
    this.last = at;
    if (this.clock.playing) this.request = requestAnimationFrame((next) => this.tick(next));
    else this.film?.pause();
    this.changed();
  }

  /** The film came to its end: the set may have begun before it, or go on without it. */
  ended() {
    if (this.clock.loop) {
      this.seek(this.clock.loop.start);
      this.film.play().catch(() => this.pause());
    } else this.pause();
  }

  close() {
    this.clock.pause();
    cancelAnimationFrame(this.request);
    this.film?.close();
  }
}
