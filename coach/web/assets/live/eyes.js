// Camera and pose together: a stream of frames as they are sent to the coach.
import { Camera } from "./camera.js";
import { Light } from "./light.js";
import { Pose } from "./pose.js";
import { camera as cameraWords, pose as words } from "./words.js";

const PROBLEMS = { simd: words.noSimd, webgl: words.noWebgl, load: words.failed, lost: words.failed };
const SAID = { lite: words.lite, slow: words.slow, lost: words.lost };
const SHORTEST_MS = 28; // no camera needs more than 30 pictures a second looked at

export class Eyes {
  /**
   * `events`: `frame(frame)`, `waiting(text)`, `problem(text)`, `fine()`, `said(text)`.
   */
  constructor(video, vision, settings, figures, events) {
    this.video = video;
    this.events = events;
    this.figures = figures;
    this.light = new Light();
    this.number = 0;
    this.latest = null;
    this.taken = -Infinity;
    this.wrong = { camera: null, pose: null };
    this.share = 0;
    this.camera = new Camera(video, settings, {
      frame: (at) => this.seen(at),
      problem: (text) => this.tell({ camera: text }),
      fine: () => this.tell({ camera: null }),
    });
    this.pose = new Pose(vision, {
      progress: (share) => {
        this.share = share;
        this.tell();
      },
      said: (code) => events.said(SAID[code]),
      failed: (code) => this.tell({ pose: PROBLEMS[code] ?? words.failed }),
    }, vision.thread);
  }

  async start() {
    this.tell();
    const opened = this.camera.open();
    await this.pose.start();
    await opened;
    this.tell();
  }

  async retry() {
    this.tell({ camera: null, pose: null });
    await this.camera.open();
    if (!this.pose.ready) await this.pose.start();
    this.tell();
  }

  /** What is to be said now: first what is wrong with the camera, as nothing goes on without it. */
  tell(wrong = {}) {
    if (this.closed) return;
    Object.assign(this.wrong, wrong);
    const { camera, pose } = this.wrong;
    if (camera ?? pose) this.events.problem(camera ?? pose);
    else if (!this.camera.track) this.events.waiting(cameraWords.opening);
    else if (this.pose.ready) this.events.fine();
    else {
      const under = this.share > 0 && this.share < 1;
      this.events.waiting(under ? words.loadingShare(Math.floor(100 * this.share)) : words.loading);
    }
  }

  close() {
    this.closed = true;
    this.camera.close();
    this.pose.close();
  }

  seen(at) {
    this.figures.frames += 1;
    this.latest = at;
    this.look();
  }

  /** Takes the newest picture when the one before is done; those in between are never looked at. */
  async look() {
    const at = this.latest;
    if (at === null || !this.pose.ready || this.pose.busy || at - this.taken < SHORTEST_MS) return;
    this.latest = null;
    this.taken = at;
    const { videoWidth: w, videoHeight: h } = this.video;
    if (!w || !h) return;
    const light = this.light.of(this.video, at);
    const found = await this.pose.detect(this.video, at);
    if (this.closed) return;
    if (found) this.give(found, { at, w, h, light });
    this.look();
  }

  give(found, { at, w, h, light }) {
    const { figures } = this;
    this.number += 1;
    figures.looked(found.ms, at);
    if (found.image) figures.detected += 1;
    Object.assign(figures, { delegate: this.pose.delegate, model: this.pose.model, thread: this.pose.thread.name });
    const { image, world, people } = found;
    this.events.frame({ n: this.number, t: Math.round(at) / 1000, w, h, image, world, people, light });
  }
}
