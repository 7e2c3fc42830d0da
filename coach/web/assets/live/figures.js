// Counters for whoever measures or tests the page. No pictures, no landmarks.

const KEPT = 2000;

export class Figures {
  constructor() {
    Object.assign(this, { frames: 0, detected: 0, sent: 0, dropped: 0, acked: 0, fps: 0 });
    Object.assign(this, { delegate: null, model: null, thread: null, last: null });
    this.delays = [];
    this.times = [];
    this.captured = new Map();
    this.recent = [];
  }

  looked(ms, at) {
    keep(this.times, ms);
    this.recent.push(at);
    while (at - this.recent[0] > 2000) this.recent.shift();
    const span = at - this.recent[0];
    this.fps = span ? Math.round(((this.recent.length - 1) / span) * 10000) / 10 : 0;
  }

  went(frame) {
    this.captured.set(frame.n, frame.t * 1000);
    if (this.captured.size > 100) this.captured.delete(this.captured.keys().next().value);
  }

  answered(update, outbox) {
    this.last = { stage: update.stage, count: update.count, ack: update.ack, set: update.set, saved: update.saved };
    this.sent = outbox.sent;
    this.dropped = outbox.dropped;
    this.acked = outbox.acked;
    const at = this.captured.get(update.ack);
    if (at === undefined) return;
    keep(this.delays, performance.now() - at);
    this.captured.delete(update.ack);
  }
}

function keep(list, value) {
  list.push(Math.round(value * 10) / 10);
  if (list.length > KEPT) list.shift();
}
