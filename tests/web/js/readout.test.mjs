import assert from "node:assert/strict";
import { test } from "node:test";

import { readout } from "../../../coach/web/assets/live/readout.js";
import { Settings } from "../../../coach/web/assets/live/settings.js";

const SQUAT = { exercise: { position: "standing", hold: false }, resumed: false };
const PLANK = { exercise: { position: "floor", hold: true }, resumed: false };
const NOW = {
  ...{ stage: "active", set: 1, sets: 2, count: 4, target: 10, progress: 0.5, sides: null },
  ...{ held_s: null, target_s: null, left_s: null, checks: [], still: 0, advice: null, paused: null, gesture: null },
};

test("a set shows the count and what is still to do", () => {
  const view = readout(NOW, SQUAT);
  assert.deepEqual([view.number, view.under, view.ring, view.set], [4, "of 10", 0.5, "Set 1 of 2"]);
});

test("without a target the count stands alone", () => {
  assert.equal(readout({ ...NOW, count: 1, target: null }, SQUAT).under, "repetition");
});

test("a hold shows whole seconds", () => {
  const view = readout({ ...NOW, held_s: 12.9, target_s: 30 }, PLANK);
  assert.deepEqual([view.number, view.under], [12, "of 30 seconds"]);
});

test("what is left is rounded up, so that 0 means now", () => {
  assert.equal(readout({ ...NOW, stage: "countdown", left_s: 2.1 }, SQUAT).number, 3);
  const rest = readout({ ...NOW, stage: "rest", left_s: 41.5 }, SQUAT);
  assert.deepEqual([rest.number, rest.text], [42, "Rest, and breathe calmly. Next is set 2 of 2."]);
});

test("the check says the first thing to change, then to stand still", () => {
  const check = { ...NOW, stage: "check", checks: [{ id: "whole", ok: false, text: "Step back" }], advice: "Step back" };
  assert.equal(readout(check, SQUAT).text, "Step back");
  const good = { ...check, advice: null, checks: [{ id: "whole", ok: true, text: "" }] };
  assert.match(readout(good, SQUAT).text, /^Stand still/);
  assert.match(readout(good, PLANK).text, /^Get into the start position/);
  assert.match(readout({ ...good, still: 0.5 }, SQUAT).text, /^Good/);
});

test("a pause says why, and nobody lying down is asked to raise an arm", () => {
  const paused = { ...NOW, stage: "paused", paused: "asked" };
  assert.match(readout(paused, SQUAT).text, /raise one arm/);
  assert.doesNotMatch(readout(paused, PLANK).text, /arm/);
  assert.match(readout({ ...paused, paused: "left" }, SQUAT).text, /can't see you/);
  assert.match(readout(paused, { ...SQUAT, resumed: true }).text, /4 so far/);
});

test("both sides are told", () => {
  assert.equal(readout({ ...NOW, sides: { left: 3, right: 2 } }, SQUAT).detail, "Left 3 · Right 2");
});

test("a set with a time limit counts down beside the count", () => {
  const view = readout({ ...NOW, target: null, left_s: 11.2 }, SQUAT);
  assert.deepEqual([view.number, view.under, view.detail], [4, "repetitions", "12 s left"]);
  assert.equal(readout({ ...NOW, stage: "paused", paused: "asked", left_s: 0 }, SQUAT).detail, "0 s left");
  assert.equal(readout(NOW, SQUAT).detail, "");
});

test("the task of a set is told before it", () => {
  const told = { ...NOW, task: "Turn your side to the camera." };
  const check = { ...told, stage: "check", checks: [{ id: "whole", ok: true, text: "" }] };
  assert.match(readout(check, SQUAT).text, /^Turn your side to the camera\. Stand still/);
  assert.equal(readout({ ...check, advice: "Step back" }, SQUAT).text, "Step back");
  assert.match(readout({ ...told, stage: "rest", left_s: 9 }, SQUAT).text, /set 2 of 2\. Turn your side/);
});

test("seconds held on each side are told as seconds", () => {
  const view = readout({ ...NOW, held_s: 3.2, target_s: 45, sides: { left: 12, right: 3 } }, PLANK);
  assert.deepEqual([view.number, view.detail], [3, "Left 12 s · Right 3 s"]);
});

test("settings that can't be kept hold all the same", () => {
  const full = {
    getItem: () => "{ no json",
    setItem: () => {
      throw new Error("full");
    },
  };
  for (const settings of [new Settings(full), new Settings(null)]) {
    assert.equal(settings.get("captions"), true);
    settings.set("size", "1.45");
    assert.equal(settings.get("size"), "1.45");
  }
});

test("settings of another kind are not taken over", () => {
  const odd = { getItem: () => '{"volume": "loud", "mute": true, "size": 3}' };
  const settings = new Settings(odd);
  assert.deepEqual([settings.get("volume"), settings.get("mute"), settings.get("size")], [1, true, "1"]);
});
