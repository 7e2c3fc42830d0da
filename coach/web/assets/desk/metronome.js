// Calls `tick` evenly, also while the page is in the background, as far as the browser allows.

export class Metronome {
  constructor(tick, ms) {
    this.tick = tick;
    this.ms = ms;
    try {
      this.worker = new Worker(new URL("metronome-worker.js", import.meta.url), { type: "module" });
      this.worker.onmessage = () => this.tick();
      this.worker.onerror = (event) => {
        event.preventDefault();
        this.alone();
      };
      this.worker.postMessage(ms);
    } catch {
      this.alone();
    }
  }

  pace(ms) {
    if (ms === this.ms) return;
    this.ms = ms;
    if (this.worker) this.worker.postMessage(ms);
    else this.alone();
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
    clearInterval(this.timer);
  }

  /** Without a worker: right in the foreground, slower in the background. */
  alone() {
    this.stop();
    this.timer = setInterval(() => this.tick(), this.ms);
  }
}
