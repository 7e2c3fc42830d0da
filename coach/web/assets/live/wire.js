// The line to the coach: says hello, sends frames and commands, and comes back when it breaks.
import { Outbox } from "./outbox.js";
import { link as words } from "./words.js";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;
const PING_MS = 5000;
const SILENT_MS = 15000;

const CLOSED = {
  1003: words.mismatch,
  1009: words.mismatch,
  4401: words.badToken,
  4404: words.gone,
  4429: words.tooFast,
};

export class Wire {
  /**
   * `events`: welcome, update, pose, camera, watchers, over, error (each gets the message), `state(name)`
   * ("connecting", "open", "lost", "shut"), `taken()` and
   * `refused([title, text], code)`.
   */
  constructor(url, events) {
    this.url = url;
    this.events = events;
    this.outbox = new Outbox();
    this.client = randomName();
    this.pause = FIRST_PAUSE_MS;
    this.online = () => this.again(0);
  }

  start(token) {
    this.token = token;
    this.wanted = true;
    window.addEventListener("online", this.online);
    this.timer = setInterval(() => this.tick(), PING_MS);
    this.connect();
  }

  stop() {
    this.wanted = false;
    window.removeEventListener("online", this.online);
    clearInterval(this.timer);
    clearTimeout(this.retry);
    this.socket?.close(1000);
    this.socket = null;
    this.ready = false;
  }

  frame(frame) {
    this.outbox.put(frame);
    this.flush();
  }

  command(name, more = {}) {
    this.outbox.command({ name, ...more });
    this.flush();
  }

  /** To somebody who asks to watch, or who watches. */
  answer(watch, yes) {
    if (this.ready) this.send({ type: "answer", watch, yes });
  }

  flush() {
    if (!this.ready || this.socket.readyState !== WebSocket.OPEN) return;
    for (let next = this.outbox.next(this.socket.bufferedAmount); next; ) {
      this.send(next);
      next = this.outbox.next(this.socket.bufferedAmount);
    }
  }

  connect() {
    clearTimeout(this.retry);
    this.events.state(this.welcomed ? "lost" : "connecting");
    const before = this.socket;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    before?.close();
    this.ready = false;
    this.heard = performance.now();
    socket.onopen = () =>
      this.send({ type: "hello", version: 1, token: this.token, client: this.client });
    socket.onmessage = ({ data }) => this.socket === socket && this.hear(JSON.parse(data));
    socket.onclose = ({ code }) => this.socket === socket && this.closed(code);
  }

  hear(message) {
    this.heard = performance.now();
    switch (message.type) {
      case "welcome":
        this.outbox.reconnected(message.update.ack);
        this.ready = this.welcomed = true;
        this.pause = FIRST_PAUSE_MS;
        this.events.state("open");
        this.events.welcome(message);
        break;
      case "update":
        this.outbox.answered(message.ack);
        this.events.update(message);
        break;
      case "taken":
        this.stop();
        this.events.taken();
        return;
      case "error":
        if (message.code === "storage") this.events.error(message); // others are told by the closing
        break;
      case "pong":
        break;
      default:
        this.events[message.type]?.(message);
    }
    this.flush();
  }

  closed(code) {
    this.ready = false;
    if (!this.wanted) return;
    if (code === 4409) {
      this.stop();
      this.events.taken();
    } else if (CLOSED[code]) {
      this.stop();
      this.events.state("shut");
      this.events.refused(CLOSED[code], code);
    } else {
      this.events.state("lost");
      this.again(this.pause * (0.75 + 0.5 * Math.random()));
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    }
  }

  again(ms) {
    clearTimeout(this.retry);
    if (!this.wanted || this.ready) return;
    this.retry = setTimeout(() => this.connect(), ms);
  }

  tick() {
    if (!this.ready) return;
    // A line may be dead without saying so, as after a change of network.
    if (performance.now() - this.heard > SILENT_MS) {
      const socket = this.socket;
      this.socket = null;
      socket.close();
      this.closed(1006);
    } else this.send({ type: "ping", t: performance.now() / 1000 });
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

function randomName() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
}
