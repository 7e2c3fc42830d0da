import assert from "node:assert/strict";
import { test } from "node:test";

import { SpeechQueue } from "../../../coach/web/assets/live/speech-queue.js";
import { news } from "../../../coach/web/assets/live/watchers.js";
import { notNow } from "../../../coach/web/assets/watching/board.js";
import { unpack } from "../../../coach/web/assets/watching/unpack.js";
import { clock, ended, figures } from "../../../coach/web/assets/watching/words.js";

const nobody = { asking: [], watching: [] };
const thea = { watch: "1", name: "Thea" };
const otto = { watch: "2", name: "Otto" };

test("places and visibilities come out as they were packed", () => {
  const bytes = new Uint8Array(33 * 5);
  const view = new DataView(bytes.buffer);
  view.setInt16(4 * 11, 4096, true);
  view.setInt16(4 * 11 + 2, -2048, true);
  bytes[33 * 4 + 11] = 255;
  const marks = unpack(btoa(String.fromCharCode(...bytes)));
  assert.equal(marks.length, 99);
  assert.deepEqual([...marks.slice(33, 36)], [0.5, -0.25, 1]);
  assert.equal(unpack(null), null);
});

test("who asks and who watches is said once", () => {
  assert.deepEqual(news(nobody, { asking: [thea], watching: [] }), ["Thea would like to watch this set."]);
  assert.deepEqual(news({ asking: [thea], watching: [] }, { asking: [], watching: [thea] }), [
    "Thea is watching now.",
  ]);
  assert.deepEqual(news({ asking: [], watching: [thea] }, { asking: [otto], watching: [thea] }), [
    "Otto would like to watch this set.",
  ]);
});

test("that nobody watches any more is said when the last one went", () => {
  assert.deepEqual(news({ asking: [], watching: [thea, otto] }, { asking: [], watching: [otto] }), []);
  assert.deepEqual(news({ asking: [], watching: [otto] }, nobody), ["Nobody is watching now."]);
  assert.deepEqual(news({ asking: [otto], watching: [] }, nobody), []);
});

test("a therapist's words are not lost among the coach's", async () => {
  const said = [];
  const queue = new SpeechQueue({
    say: async (cue) => said.push(cue.text),
    hush: () => {},
    now: () => 0,
  });
  queue.push({ text: "first", kind: "hint" });
  queue.push({ text: "Thea's", kind: "therapist" });
  for (const text of ["a", "b", "c", "d"]) queue.push({ text, kind: "hint" });
  await new Promise(setImmediate);
  assert.ok(said.includes("Thea's"));
});

test("what is old does not look like now", () => {
  assert.equal(notNow(100, 40), null);
  assert.match(notNow(4000, 40), /not now/);
  assert.match(notNow(100, 2100), /about 2 s old/);
});

test("figures in words", () => {
  assert.equal(clock(72.4), "1:12");
  assert.equal(figures.points(null), "–");
  assert.equal(figures.of(3, 10), "3 of 10");
  assert.equal(figures.side("knee bend", "left"), "knee bend, left");
});

test("every reason for an end has its sentence", () => {
  for (const sentence of Object.values(ended)) assert.match(sentence("Paula"), /\.$/);
});
