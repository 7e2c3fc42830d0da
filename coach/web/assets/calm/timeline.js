// Where a quiet time is after so many seconds, and how large its circle is then. No page in here.

const BREATH_S = 10; // a slow breath, where the circle only breathes along

export class Timeline {
  /** `steps`: each with `say`, `seconds`, `circle` (grow, shrink, breathe, still) and `part`. */
  constructor(steps) {
    this.steps = steps;
    this.starts = [];
    this.total = 0;
    for (const step of steps) {
      this.starts.push(this.total);
      this.total += step.seconds;
    }
  }

  /** After `time` seconds: which step, what is left of it and of all, and the circle's size, 0..1. */
  at(time) {
    const now = Math.min(Math.max(time, 0), this.total);
    let index = 0;
    while (index + 1 < this.steps.length && this.starts[index + 1] <= now) index += 1;
    const step = this.steps[index];
    const share = Math.min((now - this.starts[index]) / step.seconds, 1);
    return {
      index,
      step,
      stepLeft: this.starts[index] + step.seconds - now,
      left: this.total - now,
      size: size(step, share),
      over: time >= this.total,
    };
  }

  /** The time at which the next part of the body begins, or the closing words. */
  skip(time) {
    const { index, step } = this.at(time);
    let next = index + 1;
    while (next < this.steps.length && step.part && this.steps[next].part === step.part) next += 1;
    return next < this.steps.length ? this.starts[next] : this.total;
  }
}

/** The circle's size, 0..1, after this share of a step. */
export function size(step, share) {
  if (step.circle === "grow") return soft(share);
  if (step.circle === "shrink") return 1 - soft(share);
  if (step.circle !== "breathe") return 0;
  const breaths = Math.max(1, Math.round(step.seconds / BREATH_S));
  return (1 - Math.cos(2 * Math.PI * breaths * share)) / 2;
}

function soft(share) {
  return (1 - Math.cos(Math.PI * share)) / 2;
}

/** Seconds that run only while it runs; `now` is in milliseconds. */
export class Stopwatch {
  constructor() {
    this.spent = 0;
    this.since = null;
  }

  get running() {
    return this.since !== null;
  }

  read(now) {
    return this.spent + (this.running ? (now - this.since) / 1000 : 0);
  }

  run(now) {
    this.since ??= now;
  }

  pause(now) {
    this.spent = this.read(now);
    this.since = null;
  }

  /** Go to a place in the time, running or not as before. */
  jump(seconds, now) {
    this.spent = seconds;
    if (this.running) this.since = now;
  }
}
