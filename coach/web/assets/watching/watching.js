// One time that a therapist asks to watch, from the question to the end.
import { sheet } from "../live/sheet.js";
import { Board } from "./board.js";
import { Line } from "./line.js";
import { unpack } from "./unpack.js";

const LOOK_MS = 1000;

export class Watching {
  constructor(parent, component) {
    this.id = component.data.id;
    this.component = component;
    const { data } = component;
    this.root = sheet(parent, "back-coach-watch", new URL("watch.css", import.meta.url).href);
    this.board = new Board(this.root, data, {
      mark: () => this.line.mark(this.time),
      cue: (text) => this.line.cue(text),
      stop: () => this.back(),
      again: () => this.tell("again"),
      back: () => this.back(),
    });
    this.time = null;
    this.way = 0;
    this.watch = setInterval(() => this.look(), LOOK_MS);
    const url = new URL(data.socket, document.baseURI);
    url.protocol = url.protocol.replace("http", "ws");
    this.line = new Line(url, data.token, {
      pose: (message) => this.pose(message),
      state: (message) => this.state(message),
      said: ({ cues }) => this.board.heard(cues),
      marked: ({ t }) => this.board.marked(t),
      cued: (message) => this.board.cued(message),
      problem: ({ text }) => this.board.problem(text),
      way: (ms) => (this.way = ms),
      ended: (why) => this.ended(why),
    });
  }

  refresh(component) {
    this.component = component;
  }

  pose({ t, at, w, h }) {
    this.came = performance.now();
    this.time = t;
    this.board.pose(unpack(at), w, h);
  }

  state(message) {
    if (!this.begun) this.board.begun();
    this.begun = true;
    this.board.state(message);
  }

  /** What is old must not look like now. */
  look() {
    if (this.begun) this.board.age(performance.now() - (this.came ?? 0), this.way);
  }

  ended(why) {
    clearInterval(this.watch);
    this.board.ended(why);
  }

  back() {
    this.line.close();
    this.tell("left");
  }

  tell(name) {
    this.component.setTriggerValue(name, true);
  }

  close() {
    clearInterval(this.watch);
    this.line.close();
    this.board.close();
  }
}
