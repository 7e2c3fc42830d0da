// Two ways to run the pose library with the same calls: in a worker, or on the page itself.
import { Landmarker, PoseFailure, graphics } from "./landmarker.js";

export class WorkerThread {
  constructor({ progress, lost }) {
    this.name = "worker";
    this.waiting = new Map();
    this.id = 0;
    this.worker = new Worker(new URL("pose-worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => {
      if (data.event === "progress") progress(data.share);
      else if (data.event === "lost") lost();
      else this.settle(data);
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      for (const { no } of this.waiting.values()) no(new PoseFailure("load", String(event.message)));
      this.waiting.clear();
    };
  }

  begin(vision) {
    return this.ask("begin", { vision });
  }

  open(options) {
    return this.ask("open", options);
  }

  setPeople(people) {
    return this.ask("setPeople", { people });
  }

  async detect(video, at) {
    // A bitmap is the right way up on every phone, which can't be said of a raw video frame.
    const picture = await createImageBitmap(video);
    return this.ask("detect", { picture, at }, [picture]);
  }

  close() {
    this.ask("close").catch(() => {});
    // A worker that hangs is ended all the same.
    setTimeout(() => this.worker.terminate(), 1000);
  }

  ask(task, options, transfer = []) {
    this.id += 1;
    const id = this.id;
    return new Promise((yes, no) => {
      this.waiting.set(id, { yes, no });
      this.worker.postMessage({ id, task, options }, transfer);
    });
  }

  settle({ id, value, failed }) {
    const { yes, no } = this.waiting.get(id) ?? {};
    this.waiting.delete(id);
    if (failed) no?.(new PoseFailure(failed.code, failed.message));
    else yes?.(value);
  }
}

export class PageThread {
  constructor(events) {
    this.name = "main";
    this.events = events;
  }

  async begin(vision) {
    this.landmarker = new Landmarker(vision, this.events);
    return graphics();
  }

  open(options) {
    return this.landmarker.open(options);
  }

  setPeople(people) {
    return this.landmarker.setPeople(people);
  }

  async detect(video, at) {
    return this.landmarker.detect(video, at);
  }

  close() {
    this.landmarker?.close();
  }
}
