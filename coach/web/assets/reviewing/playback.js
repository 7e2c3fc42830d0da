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
    this.clock.play();
    this.film?.rate(this.clock.rate);
    this.withFilm();
    this.last = performance.now();
    cancelAnimationFrame(this.request);
    this.request = requestAnimationFrame((at) => this.tick(at));
    this.changed();
  }

  /** Lets the film run along where it shows this time. */
  withFilm() {
    if (!this.leads || !this.film.paused) return;
    this.film.seek(this.now);
    this.film.play().catch(() => this.pause());
  }

  get leads() {
    return this.byFilm && this.film.covers(this.now);
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
    if (!this.leads) {
      this.clock.advance((at - this.last) / 1000);
      this.withFilm();
    } else if (this.film.loaded && !this.film.element.seeking && !this.film.paused) {
      const to = this.clock.follow(this.film.at);
      if (to !== null) this.film.seek(to);
    }
    this.last = at;
    if (this.clock.playing) this.request = requestAnimationFrame((next) => this.tick(next));
    else this.film?.pause();
    this.changed();
  }

  close() {
    this.clock.pause();
    cancelAnimationFrame(this.request);
    this.film?.close();
  }
}
