// The line of a page that watches. It never comes back by itself: each time is asked for anew.
const PING_MS = 5000;
const SILENT_MS = 15000;
const TOO_OLD = 4401;
const GONE = 4404;

export class Line {
  /**
   * `events`: asked, pose, state, said, marked, cued, problem (each gets the message), `ended(why)`,
   * and `way(ms)`: how long a message took there and back.
   */
  constructor(url, token, events) {
    this.events = events;
    this.heard = performance.now();
    this.socket = new WebSocket(url);
    this.socket.onopen = () => this.send({ type: "hello", version: 1, token, client: "watch" });
    this.socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    this.socket.onclose = ({ code }) => this.end(WHY[code] ?? "lost");
    this.timer = setInterval(() => this.tick(), PING_MS);
  }

  mark(time) {
    this.send({ type: "mark", t: time });
  }

  cue(text) {
    this.send({ type: "cue", text });
  }

  hear(message) {
    if (this.over) return;
    this.heard = performance.now();
    if (message.type === "ended") this.end(message.why);
    else if (message.type === "pong") this.events.way(this.heard - 1000 * message.t);
    else this.events[message.type]?.(message);
  }

  tick() {
    if (performance.now() - this.heard > SILENT_MS) this.end("lost");
    else this.send({ type: "ping", t: performance.now() / 1000 });
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  end(why) {
    if (this.over) return;
    this.close();
    this.events.ended(why);
  }

  close() {
    this.over = true;
    clearInterval(this.timer);
    this.socket.close(1000);
  }
}

const WHY = { [TOO_OLD]: "too_old", [GONE]: "over" };
