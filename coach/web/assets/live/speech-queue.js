// In which order cues are said. A count is never delayed by older cues; advice that comes too late
// is worse than none.

const STALE_MS = { count: 1500, stage: 8000, therapist: 8000 };
const OTHERWISE_MS = 3000;
const LONGEST = 4;
const KEPT = ["stage", "count", "therapist"];

export class SpeechQueue {
  /** `say(cue)` says one cue and resolves when it is over; `hush()` ends it early. */
  constructor({ say, hush, now = () => performance.now() }) {
    this.say = say;
    this.hush = hush;
    this.now = now;
    this.waiting = [];
    this.current = null;
  }

  push(cue) {
    const item = { cue, at: this.now() };
    if (cue.kind === "count") {
      this.waiting = this.waiting.filter((one) => one.cue.kind !== "count");
      this.waiting.unshift(item);
      if (this.current) this.interrupt();
    } else {
      this.waiting.push(item);
      // A change of stage, or a person's own words, matter more than what was about to be said before it.
      while (this.waiting.length > LONGEST) this.waiting.splice(this.least(), 1);
    }
    this.run();
  }

  clear() {
    this.waiting = [];
    if (this.current) this.hush();
  }

  interrupt() {
    const { item } = this.current;
    // What was cut short is said again, unless it is stale by then.
    if (item.cue.kind !== "count") this.waiting.splice(1, 0, item);
    this.hush();
  }

  least() {
    const index = this.waiting.findIndex((one) => !KEPT.includes(one.cue.kind));
    return index < 0 ? 0 : index;
  }

  async run() {
    if (this.current) return;
    for (let item = this.waiting.shift(); item; item = this.waiting.shift()) {
      if (this.now() - item.at > (STALE_MS[item.cue.kind] ?? OTHERWISE_MS)) continue;
      this.current = { item };
      try {
        await this.say(item.cue);
      } catch {
        // A voice that fails leaves the caption.
      }
      this.current = null;
    }
  }
}
