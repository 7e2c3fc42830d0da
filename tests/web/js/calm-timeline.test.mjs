import assert from "node:assert/strict";
import test from "node:test";
import { Stopwatch, Timeline, size } from "../../../coach/web/assets/calm/timeline.js";

const IN = { say: "Breathe in", seconds: 4, circle: "grow", part: "" };
const OUT = { say: "Breathe out", seconds: 6, circle: "shrink", part: "" };
const HELLO = { say: "Sit down", seconds: 8, circle: "still", part: "" };
const breathing = new Timeline([HELLO, IN, OUT, IN, OUT]);

test("in for four seconds and out for six: six breaths a minute", () => {
  assert.equal(breathing.total, 28);
  assert.equal(breathing.at(8).step.say, "Breathe in");
  assert.equal(breathing.at(11.99).step.say, "Breathe in");
  assert.equal(breathing.at(12).step.say, "Breathe out");
  assert.equal(breathing.at(18).index, 3);
});

test("the circle grows with the breath in, shrinks with the breath out, and never jumps", () => {
  assert.equal(breathing.at(0).size, 0);
  assert.ok(Math.abs(breathing.at(10).size - 0.5) < 1e-9);
  assert.equal(breathing.at(12).size, 1);
  let before = breathing.at(0).size;
  for (let time = 0; time <= 28; time += 0.05) {
    const now = breathing.at(time).size;
    assert.ok(now >= 0 && now <= 1);
    assert.ok(Math.abs(now - before) < 0.03);
    before = now;
  }
});

test("what is left counts down, and the end is told once the time is full", () => {
  assert.equal(breathing.at(3).stepLeft, 5);
  assert.equal(breathing.at(3).left, 25);
  assert.equal(breathing.at(27.9).over, false);
  assert.equal(breathing.at(28).over, true);
  assert.equal(breathing.at(400).left, 0);
});

test("a painful part is skipped with all its steps; the closing words are never skipped with it", () => {
  const step = (part, seconds) => ({ say: part, seconds, circle: "grow", part });
  const relaxing = new Timeline([step("hand", 7), step("hand", 20), step("arm", 7), step("", 30)]);
  assert.equal(relaxing.skip(3), 27);
  assert.equal(relaxing.skip(10), 27);
  assert.equal(relaxing.skip(28), 34);
  assert.equal(relaxing.skip(40), relaxing.total);
});

test("a circle that only breathes along begins and ends small", () => {
  for (const seconds of [4, 10, 27, 40]) {
    const step = { circle: "breathe", seconds };
    assert.ok(size(step, 0) < 1e-9);
    assert.ok(size(step, 1) < 1e-9);
  }
  assert.ok(size({ circle: "breathe", seconds: 10 }, 0.5) > 0.99);
});

test("a pause takes no time of the quiet", () => {
  const watch = new Stopwatch();
  assert.equal(watch.read(5000), 0);
  watch.run(1000);
  watch.run(1500); // a second press changes nothing
  assert.equal(watch.read(3000), 2);
  watch.pause(3000);
  assert.equal(watch.read(60_000), 2);
  watch.run(60_000);
  assert.equal(watch.read(61_000), 3);
  watch.jump(10, 62_000);
  assert.equal(watch.read(63_000), 11);
});
