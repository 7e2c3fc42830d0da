// What waits to be sent, and what was sent but not answered. It never grows without bound: when the
// line is slow, the newest frames stay and the others are counted as dropped.

const KEEP = 10; // as many as one message may carry
const UNANSWERED = 8;
const FULL_BYTES = 64 * 1024; // more than that in the browser's own buffer: the line is slow

export class Outbox {
  constructor() {
    this.frames = [];
    this.flying = []; // messages of frames under way: {last, count}
    this.commands = [];
    this.dropped = 0; // in all
    this.untold = 0; // of these, not yet told to the server
    this.sent = 0;
    this.acked = 0;
  }

  put(frame) {
    this.frames.push(frame);
    if (this.frames.length > KEEP) {
      this.frames.shift();
      this.drop(1);
    }
  }

  command(message) {
    this.commands.push({ message: { type: "command", ...message }, sent: false });
  }

  /** The next message, or null while there is nothing to say or the line is full. */
  next(bufferedBytes = 0) {
    const waiting = this.commands.find((one) => !one.sent);
    if (waiting) {
      waiting.sent = true;
      return waiting.message;
    }
    const unanswered = this.flying.reduce((sum, one) => sum + one.count, 0);
    if (!this.frames.length || unanswered >= UNANSWERED || bufferedBytes > FULL_BYTES) return null;
    const frames = this.frames.splice(0);
    this.flying.push({ last: frames.at(-1).n, count: frames.length });
    this.sent += frames.length;
    const message = { type: "frames", frames, dropped: this.untold };
    this.untold = 0;
    return message;
  }

  /** An update came: it answers the frames up to `ack` or, where that is no number, a command. */
  answered(ack) {
    if (typeof ack === "number") this.land(ack);
    else if (this.commands[0]?.sent) this.commands.shift();
  }

  /** A new connection: what the server has got up to `ack` is done, commands are said again. */
  reconnected(ack) {
    if (typeof ack === "number") this.land(ack);
    this.drop(this.flying.reduce((sum, one) => sum + one.count, 0));
    this.flying = [];
    this.drop(Math.max(this.frames.length - 1, 0));
    this.frames = this.frames.slice(-1);
    for (const one of this.commands) one.sent = false;
  }

  land(ack) {
    while (this.flying.length && this.flying[0].last <= ack) this.acked += this.flying.shift().count;
  }

  drop(count) {
    this.dropped += count;
    this.untold += count;
  }
}
