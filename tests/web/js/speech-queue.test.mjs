import assert from "node:assert/strict";
import { test } from "node:test";

import { SpeechQueue } from "../../../coach/web/assets/live/speech-queue.js";

/** A voice under control: `finish()` ends what is being said. */
function voice() {
  const at = { now: 0 };
  const said = [];
  let over = null;
  const end = () => {
    const ended = over;
    over = null;
    ended?.();
  };
  const queue = new SpeechQueue({
    say: (cue) => {
      said.push(cue.text);
      return new Promise((done) => (over = done));
    },
    hush: end,
    now: () => at.now,
  });
  const finish = async () => {
    end();
    await new Promise(setImmediate);
  };
  return { queue, said, at, finish };
}

const cue = (text, kind) => ({ text, kind });

test("cues are said one after the other", async () => {
  const { queue, said, finish } = voice();
  queue.push(cue("a", "stage"));
  queue.push(cue("b", "form"));
  assert.deepEqual(said, ["a"]);
  await finish();
  assert.deepEqual(said, ["a", "b"]);
});

test("a count interrupts, and what it cut short is said again", async () => {
  const { queue, said, finish } = voice();
  queue.push(cue("Lift your chest", "form"));
  queue.push(cue("3", "count"));
  await new Promise(setImmediate);
  assert.deepEqual(said, ["Lift your chest", "3"]);
  await finish();
  assert.deepEqual(said, ["Lift your chest", "3", "Lift your chest"]);
});

test("a newer count takes the place of an older one", async () => {
  const { queue, said, finish } = voice();
  queue.push(cue("1", "count"));
  queue.push(cue("2", "count"));
  queue.push(cue("3", "count"));
  await finish();
  await finish();
  assert.equal(said.at(-1), "3");
  assert.ok(!said.slice(1).includes("1"));
});

test("advice that comes too late is left out, a change of stage is not", async () => {
  const { queue, said, at, finish } = voice();
  queue.push(cue("Rest for 60 seconds", "stage"));
  queue.push(cue("Push your hips back", "form"));
  queue.push(cue("Time for set 2", "stage"));
  at.now = 4000;
  await finish();
  assert.deepEqual(said, ["Rest for 60 seconds", "Time for set 2"]);
});

test("the line stays short, and keeps the changes of stage", async () => {
  const { queue, said, finish } = voice();
  queue.push(cue("Begin", "stage"));
  for (let i = 0; i < 20; i += 1) queue.push(cue(`hint ${i}`, "hint"));
  queue.push(cue("Paused", "stage"));
  for (let i = 0; i < 8; i += 1) await finish();
  assert.equal(said.length, 5);
  assert.ok(said.includes("Paused"));
});

test("a voice that fails does not silence the next cue", async () => {
  const said = [];
  const queue = new SpeechQueue({
    say: async (one) => {
      said.push(one.text);
      if (one.text === "a") throw new Error("no sound card");
    },
    hush: () => {},
  });
  queue.push(cue("a", "stage"));
  queue.push(cue("b", "stage"));
  await new Promise(setImmediate);
  assert.deepEqual(said, ["a", "b"]);
});
