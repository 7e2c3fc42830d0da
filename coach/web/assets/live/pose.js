// Follows one person: chooses thread, delegate and model, and gives landmarks for pictures.
import { Pace } from "./pace.js";
import { PageThread, WorkerThread } from "./pose-threads.js";

export class Pose {
  /**
   * `vision`: addresses of the library and the models. `events`: `progress(share)`, `said(code)`
   * ("lite", "slow", "lost") and `failed(code)` ("simd", "webgl", "load").
   */
  constructor(vision, events, thread = "worker") {
    this.vision = vision;
    this.events = events;
    this.wanted = thread;
    this.people = 1;
    this.ready = false;
    this.busy = false;
  }

  async start() {
    const threads = this.wanted === "worker" ? [WorkerThread, PageThread] : [PageThread];
    let failure = null;
    for (const Kind of threads) {
      try {
        await this.startOn(Kind);
        return;
      } catch (error) {
        failure = error;
        this.thread?.close();
        this.thread = null;
        if (this.closed || error.code === "simd") break;
      }
    }
    if (!this.closed) {
      console.warn("The pose library did not start:", failure?.message);
      this.events.failed(failure?.code ?? "load");
    }
  }

  async startOn(Kind) {
    const thread = new Kind({
      progress: (share) => this.events.progress(share),
      lost: () => this.fallBack("lost"),
    });
    this.thread = thread;
    const drawn = await thread.begin({ bundle: this.vision.bundle, wasm: this.vision.wasm });
    this.pace = new Pace({ software: drawn?.software ?? true, lite: Boolean(this.vision.models.lite) });
    try {
      await this.open(this.pace.plan);
    } catch (error) {
      const plan = error.code === "simd" ? null : this.pace.failed();
      if (!plan) throw error;
      await this.open(plan);
    }
    if (this.closed) thread.close();
  }

  get delegate() {
    return this.pace?.plan.delegate ?? null;
  }

  get model() {
    return this.pace?.plan.model ?? null;
  }

  async setPeople(people) {
    if (people === this.people) return;
    this.people = people;
    this.pace?.begin();
    if (this.ready) await this.thread.setPeople(people).catch(() => this.fallBack("lost"));
  }

  /** Landmarks of the picture that the video shows, captured at `at` ms; null when not ready. */
  async detect(video, at) {
    if (!this.ready || this.busy) return null;
    this.busy = true;
    try {
      const found = await this.thread.detect(video, at);
      const change = this.pace.frame(found.ms, performance.now(), this.people);
      if (change?.said) this.events.said(change.said);
      if (change?.changed) this.exchange(change);
      return found;
    } catch (error) {
      if (!this.closed) this.fallBack(error.code);
      return null;
    } finally {
      this.busy = false;
    }
  }

  close() {
    this.closed = true;
    this.ready = false;
    this.thread?.close();
  }

  async open({ delegate, model }) {
    this.ready = false;
    await this.thread.open({ model: this.vision.models[model], delegate, people: this.people });
    this.ready = !this.closed;
  }

  async exchange(plan) {
    try {
      await this.open(plan);
    } catch {
      this.fallBack("lost");
    }
  }

  /** After a loss: the processor can always be used; a second loss is told. */
  async fallBack() {
    if (this.closed || this.falling) return;
    this.falling = true;
    try {
      await this.open(this.pace.failed() ?? this.pace.plan);
      this.events.said("lost");
    } catch (error) {
      this.events.failed(error.code ?? "load");
    } finally {
      this.falling = false;
    }
  }
}
