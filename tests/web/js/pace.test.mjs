import assert from "node:assert/strict";
import { test } from "node:test";

import { Pace } from "../../../coach/web/assets/live/pace.js";

/** Feeds pictures that take `ms` each until the plan changes or `count` are done. */
function run(pace, ms, count, { gap = ms, from = 0 } = {}) {
  for (let i = 0; i < count; i += 1) {
    const change = pace.frame(ms, from + i * gap);
    if (change) return change;
  }
  return null;
}

test("graphics drawn by the processor are not tried", () => {
  assert.deepEqual(new Pace({ software: true }).plan, { delegate: "CPU", model: "full" });
});

test("a fast graphics card is kept without a look at the processor", () => {
  const pace = new Pace();
  assert.equal(run(pace, 8, 200, { gap: 33 }), null);
  assert.equal(pace.plan.delegate, "GPU");
});

test("the processor is used where it is faster", () => {
  const pace = new Pace();
  assert.equal(run(pace, 90, 30).delegate, "CPU");
  assert.equal(run(pace, 35, 100), null);
  assert.equal(pace.plan.delegate, "CPU");
});

test("the graphics card comes back where the processor is slower still", () => {
  const pace = new Pace();
  run(pace, 40, 30);
  assert.equal(run(pace, 70, 30).delegate, "GPU");
  assert.equal(run(pace, 40, 300), null);
});

test("warm-up does not count", () => {
  const pace = new Pace();
  run(pace, 900, 3);
  assert.equal(run(pace, 10, 100, { gap: 33 }), null);
});

test("a lost graphics card leaves the processor, a lost processor nothing", () => {
  const pace = new Pace();
  assert.equal(pace.failed().delegate, "CPU");
  assert.equal(pace.failed(), null);
});

test("a slow device gets the small model and hears of it once; then it hears that it is slow", () => {
  const pace = new Pace({ software: true, lite: true });
  const first = run(pace, 240, 100);
  assert.deepEqual([first.model, first.said, first.changed], ["lite", "lite", true]);
  const second = run(pace, 200, 100);
  assert.deepEqual([second.model, second.said, second.changed], ["lite", "slow", false]);
  assert.equal(run(pace, 200, 300), null);
});

test("looking for a second person may take twice as long", () => {
  const pace = new Pace({ software: true, lite: true });
  for (let at = 0; at < 20_000; at += 200) assert.equal(pace.frame(190, at, 2), null);
});

test("without a small model it is said at once", () => {
  const said = run(new Pace({ software: true }), 240, 100);
  assert.deepEqual([said.model, said.said, said.changed], ["full", "slow", false]);
});

test("a slow camera is not a slow device", () => {
  assert.equal(run(new Pace({ software: true, lite: true }), 30, 200, { gap: 200 }), null);
});
