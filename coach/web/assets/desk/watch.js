// One time at the desk in the browser: brings camera, line and page together.
import { Figures } from "../live/figures.js";
import { Settings } from "../live/settings.js";
import { Stage } from "../live/stage.js";
import { Wire } from "../live/wire.js";
import { buttons as liveButtons, link } from "../live/words.js";
import { BeyondTab } from "./beyond-tab.js";
import { DeskEyes } from "./desk-eyes.js";
import { DeskPanel } from "./desk-panel.js";
import { readout } from "./desk-readout.js";
import { notes, over } from "./desk-words.js";

const WISHES = {
  thanks: "thanks",
  later: "snooze",
  snooze: "snooze",
  wake: "wake",
  meeting: "meeting",
  meetingOver: "meeting_over",
  standing: "standing",
  sitting: "sitting",
  learn: "learn",
  stop: "stop",
};
const RELOAD = [1003, 1009, 4401];

export class DeskWatch {
  constructor(parent, component) {
    this.id = component.data.id;
    this.component = component;
    this.settings = new Settings();
    this.figures = window.__backCoach = new Figures();
    this.panel = new DeskPanel(parent, (name) => this.press(name));
    this.stage = new Stage(this.panel.canvas);
    this.beyond = new BeyondTab();
    this.picture(false);
    this.offerOutside();
    this.begin();
  }

  refresh(component) {
    this.component = component;
    if (this.wire) this.wire.token = component.data.token;
  }

  begin() {
    this.panel.reopen();
    const { data } = this.component;
    const url = new URL(data.socket, document.baseURI);
    url.protocol = url.protocol.replace("http", "ws");
    this.wire = new Wire(url, {
      state: (name) => this.panel.tell({ connecting: link.connecting, lost: link.lost }[name] ?? null),
      welcome: ({ update }) => this.update(update),
      update: (update) => this.update(update),
      over: () => this.over(),
      error: ({ text }) => this.panel.tell(text),
      taken: () => this.stopped(link.taken, [[liveButtons.here, () => this.begin()], this.back()]),
      refused: (told, code) => {
        const again = RELOAD.includes(code) ? [[liveButtons.reload, () => location.reload()]] : [];
        this.stopped(told, [...again, this.back()]);
      },
    });
    this.wire.start(data.token);
    this.eyes = new DeskEyes(this.panel.video, addresses(data.vision), this.settings, this.figures, {
      frame: (frame) => this.frame(frame),
      waiting: (text) => this.panel.lay(text),
      problem: (text) => this.panel.lay(text, [[liveButtons.again, () => this.eyes.retry()]]),
      fine: () => this.seeing(),
      said: () => {},
    });
    this.eyes.start();
  }

  async seeing() {
    this.panel.lay(null);
    const cameras = await this.eyes?.camera.list().catch(() => []);
    this.panel.offer("turn", cameras?.length > 1);
  }

  frame(frame) {
    this.stage.mirrored = this.eyes.camera.mirrored;
    this.panel.video.classList.toggle("mirrored", this.stage.mirrored);
    if (this.shown) this.stage.show(frame.image, 4, frame.w, frame.h);
    if (!this.wire.welcomed) return;
    this.figures.went(frame);
    this.wire.frame(frame);
  }

  update(update) {
    this.panel.write(readout(update), update);
    this.eyes?.learning(update.stage === "learning");
    const number = update.suggestion?.number ?? 0;
    if (number > (this.suggested ?? 0)) {
      this.suggested = number;
      this.beyond.tell(update.suggestion.text);
    }
    this.figures.answered(update, this.wire.outbox);
    Object.assign(this.figures.last, { posture: update.posture, suggestion: update.suggestion });
  }

  press(name) {
    if (WISHES[name]) this.wire.command(WISHES[name]);
    else if (name === "show" || name === "hide") this.picture(name === "show");
    else if (name === "turn") this.eyes?.camera.next();
    else this.outside();
  }

  /** Out of sight the video goes on: a browser stops one that is not displayed at all. */
  picture(on) {
    this.shown = on;
    this.panel.picture.classList.toggle("away", !on);
    this.panel.offer("show", !on);
    this.panel.offer("hide", on);
  }

  async outside() {
    const wanted = !this.beyond.on;
    const on = await this.beyond.turn();
    this.offerOutside();
    if (wanted && !on) this.panel.tell(notes.notAllowed);
  }

  offerOutside() {
    this.panel.offer("outside", !this.beyond.on);
    this.panel.offer("outsideOff", this.beyond.on);
  }

  over() {
    this.stopped(over, []);

    this.component.setTriggerValue("over", true);
  }

  stopped([heading, text], choices) {
    this.rest();
    this.panel.close(heading, text, choices);
  }

  back() {
    return [liveButtons.close, () => this.component.setTriggerValue("left", true)];
  }

  rest() {
    this.wire?.stop();
    this.eyes?.close();
    this.eyes = null;
    this.panel.lay(null);
    this.panel.tell(null);
  }

  close() {
    this.rest();
    this.beyond.close();
    this.stage.close();
    this.panel.remove();
  }
}

function addresses({ bundle, wasm, models, thread = "worker" }) {
  const at = (path) => new URL(path, document.baseURI).href;
  const lite = models.lite ? at(models.lite) : null;
  return { bundle: at(bundle), wasm: at(wasm), models: { full: at(models.full), lite }, thread };
}
