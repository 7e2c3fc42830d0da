// Which delegate and which model this device can keep up with, judged by measured times alone.

const WARM = 3; // the first frames compile shaders and fill caches
const FEW = 15;
const QUICK_MS = 20; // faster than any camera: no need to compare
const WINDOW_MS = 4000;
const TOO_FEW_FPS = 8;
const BUSY = 0.6; // of the time; a slow camera is not a slow device

export class Pace {
  /** `software`: WebGL is drawn by the processor, so the graphics delegate can only be slower. */
  constructor({ software = false, lite = false } = {}) {
    this.plan = { delegate: software ? "CPU" : "GPU", model: "full" };
    this.lite = lite;
    this.settled = software;
    this.compared = {};
    this.toldSlow = false;
    this.begin();
  }

  begin() {
    this.seen = 0;
    this.times = [];
    this.window = [];
  }

  /** The delegate could not be used or was lost. */
  failed() {
    if (this.plan.delegate === "CPU") return null;
    this.settled = true;
    return this.change({ delegate: "CPU" });
  }

  /**
   * One picture took `ms`, done at `at` (ms); with `people` > 1 somebody else was looked for, which
   * takes about twice as long. Answers with a change of plan, or null.
   */
  frame(ms, at, people = 1) {
    this.seen += 1;
    if (this.seen <= WARM) return null;
    return this.settled ? this.watch(ms, at, TOO_FEW_FPS / people) : this.compare(ms);
  }

  compare(ms) {
    this.times.push(ms);
    if (this.times.length < FEW) return null;
    const { delegate } = this.plan;
    const typical = median(this.times);
    this.compared[delegate] = typical;
    if (delegate === "GPU" && typical > QUICK_MS) return this.change({ delegate: "CPU" });
    this.settled = true;
    if (delegate === "CPU" && this.compared.GPU < typical) return this.change({ delegate: "GPU" });
    this.begin();
    return null;
  }

  watch(ms, at, enough) {
    this.window.push([at, ms]);
    if (at - this.window[0][0] < WINDOW_MS) return null;
    const span = at - this.window[0][0];
    const fps = ((this.window.length - 1) / span) * 1000;
    const busy = this.window.slice(1).reduce((sum, [, one]) => sum + one, 0) / span;
    this.window = [];
    if (fps >= enough || busy < BUSY) return null;
    if (this.plan.model === "full" && this.lite) return this.change({ model: "lite" }, "lite");
    if (this.toldSlow) return null;
    this.toldSlow = true;
    return { ...this.plan, said: "slow", changed: false };
  }

  change(what, said = null) {
    this.plan = { ...this.plan, ...what };
    this.begin();
    return { ...this.plan, said, changed: true };
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : 0;
}
