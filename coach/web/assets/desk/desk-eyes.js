// The live page's camera and pose, looked through once or twice a second to spare the battery.
import { Camera } from "../live/camera.js";
import { Eyes } from "../live/eyes.js";
import { Metronome } from "./metronome.js";

const LEARNING_MS = 500;
const WATCHING_MS = 1000;
const CAMERA_FPS = 5; // as much as most cameras can be slowed down to

class DeskCamera extends Camera {
  async use(stream, turn) {
    await super.use(stream, turn);
    // Fewer pictures cost less; a camera that can't do that goes on as it is.
    await this.track?.applyConstraints?.({ frameRate: { ideal: CAMERA_FPS } }).catch(() => {});
  }

  watch(turn) {
    this.metronome?.stop();
    const metronome = new Metronome(() => {
      if (turn !== this.turn || !this.track) metronome.stop();
      else this.picture();
    }, this.ms ?? LEARNING_MS);
    this.metronome = metronome;
  }

  pace(ms) {
    this.ms = ms;
    this.metronome?.pace(ms);
  }

  close() {
    this.metronome?.stop();
    super.close();
  }

  /** Only a picture that is new: one that stands still would look like somebody who does. */
  picture() {
    const { video } = this;
    if (video.readyState < 2 || video.currentTime === this.shown) return;
    this.shown = video.currentTime;
    this.events.frame(performance.now());
  }
}

export class DeskEyes extends Eyes {
  constructor(video, vision, settings, figures, events) {
    super(video, vision, settings, figures, events);
    this.camera = new DeskCamera(video, settings, {
      frame: (at) => this.seen(at),
      problem: (text) => this.tell({ camera: text }),
      fine: () => this.tell({ camera: null }),
    });
    // At this rate there is time to look for a second person in every picture.
    this.pose.setPeople(2);
  }

  learning(on) {
    this.camera.pace(on ? LEARNING_MS : WATCHING_MS);
  }
}
