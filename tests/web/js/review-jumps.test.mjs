import assert from "node:assert/strict";
import { test } from "node:test";

import { nextOf, previousOf, rowAt, rowToLoop } from "../../../coach/web/assets/reviewing/jumps.js";
import { actionOf, KEYS } from "../../../coach/web/assets/reviewing/keys.js";
import { clockWords, faultWords, valueWords } from "../../../coach/web/assets/reviewing/words.js";
import { extent, path, roundStep, ticks } from "../../../coach/web/assets/reviewing/scale.js";

const FAULTS = [{ start: 2 }, { start: 5 }, { start: 5.01 }, { start: 9 }];

test("the next fault is the one after now, then the first again", () => {
  assert.equal(nextOf(FAULTS, 0), FAULTS[0]);
  assert.equal(nextOf(FAULTS, 2), FAULTS[1]);
  assert.equal(nextOf(FAULTS, 9), FAULTS[0]);
  assert.equal(nextOf([], 3), null);
});

test("the fault before is the one before now, then the last", () => {
  assert.equal(previousOf(FAULTS, 9), FAULTS[2]);
  assert.equal(previousOf(FAULTS, 2), FAULTS[3]);
  assert.equal(previousOf([], 3), null);
});

test("pressed again and again, every moment is come to", () => {
  const apart = [{ start: 1 }, { start: 2 }, { start: 3 }];
  let now = 0;
  const seen = apart.map(() => (now = nextOf(apart, now).start));
  assert.deepEqual(seen, [1, 2, 3]);
});

const ROWS = [{ start: 1, end: 3 }, { start: 4, end: 6 }];

test("a time belongs to the repetition around it", () => {
  assert.deepEqual([0.5, 1, 2.9, 3.5, 4].map((at) => rowAt(ROWS, at)), [null, ROWS[0], ROWS[0], null, ROWS[1]]);
});

test("between repetitions the nearest one is repeated", () => {
  assert.deepEqual([0, 3.2, 3.8, 99].map((at) => rowToLoop(ROWS, at)), [ROWS[0], ROWS[0], ROWS[1], ROWS[1]]);
  assert.equal(rowToLoop([], 1), null);
});

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test("keys mean what the sheet says", () => {
  const meant = [" ", "ArrowLeft", ".", "f", "L", "d", "P", "?"].map((key) => actionOf(press(key), { tagName: "BODY" }));
  assert.deepEqual(meant, ["toggle", "back", "frameOn", "nextFault", "loop", "draw", "present", "help"]);
  assert.equal(actionOf(press("F", { shiftKey: true }), { tagName: "BODY" }), "previousFault");
  assert.equal(actionOf(press("ArrowRight", { shiftKey: true }), { tagName: "BODY" }), "nextRow");
  assert.ok(KEYS.length >= 12);
});

test("whoever types is left alone, but can put things away", () => {
  for (const target of [{ tagName: "INPUT", type: "text" }, { tagName: "TEXTAREA" }, { tagName: "DIV", isContentEditable: true }]) {
    assert.equal(actionOf(press("f"), target), null);
    assert.equal(actionOf(press(" "), target), null);
    assert.equal(actionOf(press("Escape"), target), "away");
  }
});

test("a button keeps its space bar, the slider its arrows, and the browser its own keys", () => {
  assert.equal(actionOf(press(" "), { tagName: "BUTTON" }), null);
  assert.equal(actionOf(press("f"), { tagName: "BUTTON" }), "nextFault");
  assert.equal(actionOf(press("ArrowLeft"), { tagName: "INPUT", type: "range" }), null);
  assert.equal(actionOf(press("."), { tagName: "INPUT", type: "range" }), "frameOn");
  assert.equal(actionOf(press("p", { ctrlKey: true }), { tagName: "BODY" }), null);
});

test("axes have round numbers inside the range", () => {
  assert.deepEqual(ticks(-3, 88, 5), [0, 20, 40, 60, 80]);
  assert.deepEqual(ticks(0.2, 0.9, 4), [0.2, 0.4, 0.6, 0.8]);
  assert.deepEqual(ticks(5, 5, 4), [5]);
  assert.equal(roundStep(11.2, 6), 2);
});

test("what was not seen leaves a gap in the line and has no say in the range", () => {
  const values = [1, NaN, 3, 5];
  const same = (value) => value;
  assert.equal(path([0, 1, 2, 3], values, 0, 3, same, same), "M0.0 1.0M2.0 3.0L3.0 5.0");
  const [low, high] = extent([values], 0, 3);
  assert.ok(low < 1 && high > 5);
  assert.equal(extent([[NaN, NaN]], 0, 1), null);
});

test("a fault is told with where it was and by how much", () => {
  const fault = { kind: "hold", number: 1, title: "Hips low", value: 14.4, threshold: 10, unit: "deg" };
  assert.equal(faultWords(fault, 0, 2), "Fault 1 of 2, hold 1. Hips low: 14° against 10°");
  assert.equal(faultWords({ ...fault, kind: "repetition", value: null }, 1, 2), "Fault 2 of 2, repetition 1. Hips low");
});

test("times are told to the tenth, values with their unit", () => {
  assert.deepEqual([0, 9.96, 61.25].map(clockWords), ["0:00.0", "0:10.0", "1:01.3"]);
  assert.deepEqual([valueWords(59.6, "deg"), valueWords(0.123, "m"), valueWords(NaN, "deg")], ["60°", "0.12 m", "not assessed"]);
});
