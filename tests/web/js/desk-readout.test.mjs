import assert from "node:assert/strict";
import test from "node:test";
import { minutes, readout } from "../../../coach/web/assets/desk/desk-readout.js";

const UPDATE = {
  stage: "watching",
  learning: null,
  posture: "leaning_forward",
  title: "Leaning forward",
  posture_s: 130,
  still_s: 754,
  seconds: [
    { posture: "upright", title: "Upright, your usual way", seconds: 2700 },
    { posture: "leaning_forward", title: "Leaning forward", seconds: 900 },
  ],
  unwatched_s: 0,
  changes: 3,
  standing: false,
  in_meeting: false,
  snoozed_s: 0,
  advice: null,
  suggestion: null,
};

test("minutes are said as people say them", () => {
  const said = [0, 59, 60, 754, 3600, 3660, 7500].map(minutes);
  assert.deepEqual(said, ["under a minute", "under a minute", "1 min", "12 min", "1 h", "1 h 1 min", "2 h 5 min"]);
});

test("position, time since the last change, and the bar", () => {
  const view = readout(UPDATE);
  assert.equal(view.title, "Leaning forward");
  assert.equal(view.under, "2 min");
  assert.equal(view.still, "12 min");
  assert.deepEqual(view.parts.map(({ share, text }) => [share, text]), [[0.75, "45 min"], [0.25, "15 min"]]);
  assert.equal(view.note, null);
});

test("time without a picture has its own part, and short gaps are not worth one", () => {
  assert.equal(readout({ ...UPDATE, unwatched_s: 30 }).parts.length, 2);
  const last = readout({ ...UPDATE, unwatched_s: 3600 }).parts.at(-1);
  assert.deepEqual([last.posture, last.text, last.share], ["unwatched", "1 h", 0.5]);
});

test("while learning it says so, unless nobody is there", () => {
  const learning = { ...UPDATE, stage: "learning", learning: 0.3 };
  assert.match(readout(learning).title, /Learning your usual position/);
  assert.equal(readout(learning).learning, 0.3);
  assert.equal(readout({ ...learning, posture: "away", title: "Away" }).title, "Away");
});

test("quiet is said while it lasts", () => {
  assert.match(readout({ ...UPDATE, snoozed_s: 61 }).note, /2 more minutes/);
  assert.match(readout({ ...UPDATE, snoozed_s: 60 }).note, /1 more minute\./);
  assert.match(readout({ ...UPDATE, in_meeting: true, snoozed_s: 61 }).note, /meeting/);
});

test("nothing yet is no division by nothing", () => {
  assert.deepEqual(readout({ ...UPDATE, seconds: [] }).parts, []);
});
