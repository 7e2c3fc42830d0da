// The clock of a review: where it is in the set, how fast it goes, what it repeats. Seconds throughout.

export const RATES = [1, 0.5, 0.25];

const NEARLY_S = 0.02;

export class Clock {
  constructor(begin, end) {
    this.begin = begin;
    this.end = Math.max(begin, end);
    this.now = begin;
    this.rate = 1;
    this.playing = false;
    this.loop = null;
  }

  seek(to) {
    this.now = Math.min(Math.max(to, this.begin), this.end);
    return this.now;
  }

  /** Begins to play; from the start of the loop, or of the set, where nothing is left to play. */
  play() {
    if (this.loop && !this.inLoop(this.now)) this.now = this.loop.start;
    else if (!this.loop && this.now >= this.end - NEARLY_S) this.now = this.begin;
    this.playing = true;
  }

  pause() {
    this.playing = false;
  }

  /** A span with `start` and `end` to repeat, or null to go on to the end of the set. */
  repeat(span) {
    const [start, end] = span ? [Math.max(span.start, this.begin), Math.min(span.end, this.end)] : [0, 0];
    this.loop = span && end - start > NEARLY_S ? { start, end } : null;
  }

  inLoop(at) {
    return at >= this.loop.start - NEARLY_S && at < this.loop.end;
  }

  /** Real seconds have gone by. */
  advance(seconds) {
    if (this.playing) this.follow(this.now + seconds * this.rate);
    return this.now;
  }

  /** A film is at `at`; the place to which it must go instead is returned, null where it is right. */
  follow(at) {
    if (this.loop && this.playing && at >= this.loop.end) {
      this.now = wrapped(at, this.loop);
      return this.now;
    }
    this.now = Math.min(Math.max(at, this.begin), this.end);
    if (this.playing && !this.loop && at >= this.end) this.playing = false;
    return null;
  }

  /** The next slower speed, and after the slowest full speed again. */
  slower() {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length];
    return this.rate;
  }
}

function wrapped(at, { start, end }) {
  return start + ((at - start) % (end - start));
}
