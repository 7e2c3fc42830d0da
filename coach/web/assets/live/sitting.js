// One sitting in the browser: brings camera, line, voice, recorder and page together.
import { Awake } from "./awake.js";
import { Endings } from "./endings.js";
import { Eyes } from "./eyes.js";
import { Figures } from "./figures.js";
import { FullScreen } from "./fullscreen.js";
import { Pairing } from "./pairing.js";
import { Panel } from "./panel.js";
import { Questions } from "./questions.js";
import { readout } from "./readout.js";
import { Recorder } from "./recorder.js";
import { Settings } from "./settings.js";
import { sheet } from "./sheet.js";
import { outlineOf } from "./silhouette.js";
import { Stage } from "./stage.js";
import { Voice } from "./voice.js";
import { Watchers } from "./watchers.js";
import { Wire } from "./wire.js";
import * as words from "./words.js";

const NOTICE_MS = 8000;
const GAP_MS = 5000;
const COMMANDS = { start: "start", pause: "pause", resume: "resume", skip: "skip_rest", finish: "finish" };
const SPACE_MEANS = { check: "start", active: "pause", paused: "resume", rest: "skip" };

export class Sitting {
  constructor(parent, component) {
    this.id = component.data.id;
    this.role = component.data.role;
    this.component = component;
    this.settings = new Settings();
    this.figures = window.__backCoach = new Figures();
    this.root = sheet(parent);
    this.panel = new Panel(this.root, this.role, (name) => this.press(name));
    this.stage = new Stage(this.panel.canvas);
    this.voice = new Voice(
      this.settings,
      component.data.language ?? "en",
      (cue) => this.panel.say(cue.text),
      this.role === "camera",
    );
    this.recorder = new Recorder({
      consent: component.data.video?.consent,
      url: component.data.video?.upload,
      token: component.data.token,
      changed: (on) => (this.panel.record.hidden = !on),
      lost: () => this.panel.tell(words.notice.videoLost, NOTICE_MS),
    });
    this.awake = new Awake();
    this.full = new FullScreen(this.panel.live, this.panel.fullButton);
    this.pairing = new Pairing(this.panel, component.data.pair);
    this.questions = new Questions(this.panel.live, {
      command: (name, more) => this.wire.command(name, more),
      gentle: () => this.panel.tell(words.hurting.some, NOTICE_MS),
      stopping: () => this.panel.tell(words.notice.stopping, NOTICE_MS),
      away: () => document.visibilityState === "hidden" && this.role !== "screen",
    });
    this.watchers = new Watchers(this.panel.top, {
      answer: (watch, yes) => this.wire.answer(watch, yes),
      speak: (text) => this.voice.cue({ text, kind: "stage" }),
    });
    this.endings = new Endings(this.panel, {
      begin: () => this.begin(),
      told: (name, value) => this.component.setTriggerValue(name, value),
      uploaded: () => this.recorder.finished(),
    });
    this.listen();
    this.begin();
  }

  get data() {
    return this.component.data;
  }

  refresh(component) {
    this.component = component;
    this.recorder.token = component.data.token;
    if (this.wire) this.wire.token = component.data.token;
  }

  begin() {
    this.applySettings();
    this.panel.reopen();
    this.awake.keep();
    const url = new URL(this.data.socket, document.baseURI);
    url.protocol = url.protocol.replace("http", "ws");
    this.wire = new Wire(url, {
      state: (name) => this.line(name),
      welcome: (message) => this.welcome(message),
      update: (message) => this.update(message),
      pose: ({ image, w, h }) => this.stage.show(image, 3, w, h),
      camera: ({ present }) => this.pairing.camera(present),
      watchers: (message) => this.watchers.show(message),
      over: (message) => {
        this.rest();
        this.endings.over(message, this.role);
      },
      error: ({ text }) => this.panel.tell(text, NOTICE_MS),
      taken: () => {
        this.rest();
        this.endings.taken();
      },
      refused: (told, code) => {
        this.rest();
        this.endings.refused(told, code);
      },
    });
    this.wire.start(this.data.token);
    if (this.role === "screen") {
      this.stage.mirrored = true;
      this.pairing.start();
    } else this.openEyes();
  }

  openEyes() {
    const ways = [[words.buttons.again, () => this.eyes.retry()], this.endings.back()];
    this.eyes = new Eyes(this.panel.video, addresses(this.data.vision), this.settings, this.figures, {
      frame: (frame) => this.frame(frame),
      waiting: (text) => this.panel.lay(text),
      problem: (text) => this.panel.lay(text, ways),
      fine: () => this.seeing(),
      said: (text) => this.panel.tell(text, NOTICE_MS),
    });
    this.eyes.start();
  }

  async seeing() {
    this.panel.lay(null);
    this.mirror();
    const cameras = await this.eyes?.camera.list().catch(() => []);
    this.panel.turnButton.hidden = !(cameras?.length > 1);
  }

  mirror() {
    this.stage.mirrored = this.eyes.camera.mirrored;
    this.panel.video.classList.toggle("mirrored", this.stage.mirrored);
  }

  frame(frame) {
    this.mirror();
    this.stage.show(frame.image, 4, frame.w, frame.h);
    const now = performance.now();
    if (this.seenAt && now - this.seenAt > GAP_MS && this.now?.stage === "active") {
      this.panel.tell(words.notice.asleep, NOTICE_MS);
    }
    this.seenAt = now;
    if (!this.wire.welcomed) return;
    this.figures.went(frame);
    this.wire.frame(frame);
  }

  welcome(message) {
    if (!this.greeted && message.update.set_id) this.recorder.leave(message.update.set_id);
    this.watchers.forget();
    this.exercise = { hold: false, ...message.exercise };
    this.resumed = message.resumed && !this.greeted;
    this.greeted = true;
    this.outline = outlineOf(this.data.silhouette, this.exercise);
    if (this.eyes) this.eyes.number = Math.max(this.eyes.number, message.update.ack ?? 0);
    this.panel.exercise(this.exercise.name);
    this.update(message.update);
  }

  update(update) {
    this.now = update;
    if (update.stage !== "paused") this.resumed = false;
    this.questions.follow(update.stage);
    this.panel.enter(update.stage);
    for (const cue of update.cues ?? []) {
      this.panel.hear(cue);
      this.voice.cue(cue);
    }
    this.panel.write(readout(update, this));
    this.eyes?.pose.setPeople(update.stage === "check" ? 2 : 1);
    const inviting = update.stage === "check" && this.role !== "screen";
    this.stage.invite(inviting ? this.outline : null, update.still > 0.05);
    this.recorder.follow(update.stage, update.set_id, this.eyes?.camera.stream);
    this.figures.answered(update, this.wire.outbox);
  }

  press(name) {
    if (COMMANDS[name]) this.wire.command(COMMANDS[name]);
    else if (name === "stop") this.questions.stop();
    else if (name === "hurts") this.questions.pain();
    else if (name === "settings") this.openSettings();
    else if (name === "turn") this.eyes?.camera.next();
    else if (name === "full") this.full.turn();
  }

  async openSettings() {
    const cameras = this.eyes ? await this.eyes.camera.list().catch(() => []) : [];
    this.questions.settings({
      settings: this.settings,
      cameras,
      camera: this.eyes?.camera.track?.getSettings?.().deviceId,
      voices: this.voice.voices(),
      tools: this.full.tools,
      changed: (name) => (name === "camera" ? this.eyes.camera.open() : this.applySettings()),
    });
  }

  applySettings() {
    this.panel.live.style.setProperty("--size", this.settings.get("size"));
    this.panel.live.classList.toggle("uncaptioned", !this.settings.get("captions"));
  }

  line(name) {
    const text = { lost: words.link.lost, connecting: words.link.connecting }[name];
    this.panel.tell(text ?? null);
  }

  /** Camera and line are let go; the page stays. */
  rest() {
    this.questions.close();
    this.watchers.forget();
    this.recorder.stop();
    this.wire.stop();
    this.eyes?.close();
    this.eyes = null;
    this.awake.release();
    this.panel.tell(null);
    this.panel.lay(null);
    this.full.leave();
  }

  listen() {
    this.typed = (event) => this.key(event);
    this.turned = () => this.visibility();
    this.panel.turnButton.hidden = true;
    document.addEventListener("keydown", this.typed);
    document.addEventListener("visibilitychange", this.turned);
  }

  key(event) {
    if (this.questions.dialog || this.panel.end || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const inside = event.composedPath()[0];
    const meant = SPACE_MEANS[this.now?.stage];
    if (event.key === "Escape" && !document.fullscreenElement) this.press("stop");
    else if (event.key === " " && meant && !/^(BUTTON|INPUT|SELECT|A)$/.test(inside?.tagName)) this.press(meant);
    else return;
    event.preventDefault();
  }

  visibility() {
    this.seenAt = null;
    const hidden = document.visibilityState === "hidden";
    if (hidden) this.wasActive = this.now?.stage === "active" && this.role !== "screen";
    else if (this.wasActive) this.panel.tell(words.notice.hidden, NOTICE_MS);
    this.questions.hold();
  }

  close() {
    this.endings.close();
    document.removeEventListener("keydown", this.typed);
    document.removeEventListener("visibilitychange", this.turned);
    this.rest();
    this.full.close();
    this.voice.close();
    this.stage.close();
    this.panel.remove();
  }
}

function addresses({ bundle, wasm, models, thread = "worker" }) {
  const at = (path) => new URL(path, document.baseURI).href;
  const lite = models.lite ? at(models.lite) : null;
  return { bundle: at(bundle), wasm: at(wasm), models: { full: at(models.full), lite }, thread };
}
