import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../../coach/web/assets/live/outbox.js";

const fill = (outbox, from, to) => {
  for (let n = from; n <= to; n += 1) outbox.put({ n });
};
const numbers = (message) => message.frames.map((frame) => frame.n);

test("a frame goes out at once when nothing is in its way", () => {
  const outbox = new Outbox();
  outbox.put({ n: 1 });
  assert.deepEqual(outbox.next(), { type: "frames", frames: [{ n: 1 }], dropped: 0 });
  assert.equal(outbox.next(), null);
});

test("a server that does not answer gets no more than it was sent, and keeps the newest", () => {
  const outbox = new Outbox();
  for (let n = 1; n <= 100; n += 1) {
    outbox.put({ n });
    outbox.next();
  }
  assert.equal(outbox.sent, 8);
  assert.equal(outbox.frames.length, 10);
  outbox.answered(8);
  const message = outbox.next();
  assert.deepEqual(numbers(message), [91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
  assert.equal(message.dropped, 82);
  assert.equal(outbox.sent + outbox.dropped, 100);
});

test("what was dropped is told once", () => {
  const outbox = new Outbox();
  fill(outbox, 1, 15);
  assert.equal(outbox.next().dropped, 5);
  fill(outbox, 16, 16);
  outbox.answered(15);
  assert.equal(outbox.next().dropped, 0);
  assert.equal(outbox.dropped, 5);
});

test("a full line waits", () => {
  const outbox = new Outbox();
  outbox.put({ n: 1 });
  assert.equal(outbox.next(1e6), null);
  assert.deepEqual(numbers(outbox.next(0)), [1]);
});

test("a command goes before the frames that wait, even on a full line", () => {
  const outbox = new Outbox();
  outbox.put({ n: 1 });
  outbox.command({ name: "stop", reason: "stopped" });
  assert.deepEqual(outbox.next(1e6), { type: "command", name: "stop", reason: "stopped" });
});

test("a command that nobody answered is said again on the next connection", () => {
  const outbox = new Outbox();
  outbox.command({ name: "pain", pain: 3 });
  outbox.next();
  outbox.put({ n: 1 });
  outbox.next();
  outbox.answered(1);
  outbox.reconnected(null);
  assert.deepEqual(outbox.next(), { type: "command", name: "pain", pain: 3 });
  outbox.answered(null);
  outbox.reconnected(null);
  assert.equal(outbox.next(), null);
});

test("after a break only the newest frame goes on; all others are counted", () => {
  const outbox = new Outbox();
  fill(outbox, 1, 1);
  outbox.next();
  fill(outbox, 2, 2);
  outbox.next();
  fill(outbox, 3, 6);
  outbox.reconnected(1);
  const message = outbox.next();
  assert.deepEqual(numbers(message), [6]);
  assert.equal(message.dropped, 4);
  assert.equal(outbox.acked, 1);
});
