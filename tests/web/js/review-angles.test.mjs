import assert from "node:assert/strict";
import { test } from "node:test";

import { assess, figureFor } from "../../../coach/web/assets/reviewing/assessing.js";
import { angleAt, fitted, nearest, placingError } from "../../../coach/web/assets/reviewing/geometry.js";
import { Sketch } from "../../../coach/web/assets/reviewing/strokes.js";

const near = (got, want, by = 1e-9) => assert.ok(Math.abs(got - want) <= by, `${got} is not ${want}`);
const ERRORS = {
  joints: [{ points: ["hip", "knee", "ankle"], views: ["side_left", "side_right"], high: 6.5, words: "Measured so." }],
  placing: { mouse: 3, touch: 8 },
};

test("angles between three points", () => {
  near(angleAt([1, 0], [0, 0], [0, 1]), 90);
  near(angleAt([0, -1], [0, 0], [0, 1]), 180);
  near(angleAt([1, 1], [0, 0], [1, 0]), 45);
  assert.ok(Number.isNaN(angleAt([1, 1], [1, 1], [1, 0])));
});

test("an angle is the same moved, turned, larger, mirrored, and the other way round", () => {
  const points = [[0.3, 0.1], [0.5, 0.6], [0.9, 0.4]];
  const want = angleAt(...points);
  const turn = ([x, y], by) => [x * Math.cos(by) - y * Math.sin(by), x * Math.sin(by) + y * Math.cos(by)];
  for (let by = 0; by < 6.3; by += 0.7) {
    const moved = points.map((point) => turn(point, by)).map(([x, y]) => [3 * x - 2, 3 * y + 1]);
    near(angleAt(...moved), want, 1e-9);
    near(angleAt(...moved.map(([x, y]) => [-x, y]).reverse()), want, 1e-9);
  }
});

test("placing by hand costs what moving the points shows", () => {
  const points = [[0.5, 0.1], [0.5, 0.5], [0.8, 0.7]];
  const off = 1e-5;
  let sum = 0;
  points.forEach((_, index) => {
    for (const axis of [0, 1]) {
      const moved = points.map((point) => [...point]);
      moved[index][axis] += off;
      sum += (angleAt(...moved) - angleAt(...points)) ** 2;
    }
  });
  near(placingError(points, off), Math.sqrt(sum), 1e-6);
});

test("short sides make it worse, points on a joint cost nothing here", () => {
  const small = [[0.1, 0], [0, 0], [0, 0.1]];
  const large = small.map(([x, y]) => [10 * x, 10 * y]);
  near(placingError(small, 0.01), 10 * placingError(large, 0.01), 1e-9);
  assert.equal(placingError(small, 0.01, [false, false, false]), 0);
});

test("a tap takes hold of the nearest joint that can be seen and reached", () => {
  const joints = [[0, 0], null, [1, 1], [1.05, 1]];
  assert.equal(nearest(joints, [1.04, 1], 0.1), 3);
  assert.equal(nearest(joints, [0.5, 0.5], 0.1), -1);
});

test("from screen to picture and back again", () => {
  const fit = fitted({ left: 0.2, top: -0.1, width: 0.5, height: 1.2 }, 300, 400);
  const [x, y] = fit.toPicture(fit.toScreen([0.37, 0.44]));
  near(x, 0.37);
  near(y, 0.44);
  assert.deepEqual(fit.toScreen([0.45, 0.5]), [150, 200]); // the middle of the box
});

const KNEE = ["right hip", "right knee", "right ankle"];
const points = (names) => [[0.5, 0.2], [0.55, 0.5], [0.5, 0.8]].map((at, index) => ({ at, name: names[index] }));

test("three joints whose error was measured have that error", () => {
  const said = assess(points(KNEE), "side_right", ERRORS, 0.01);
  assert.equal(said.within, 6.5);
  assert.match(said.error, /^± 7°\. Measured so\./);
  assert.match(said.text, /^\d+°, seen from the right side$/);
  assert.equal(assess(points([...KNEE].reverse()), "side_right", ERRORS, 0.01).within, 6.5);
});

test("what was never measured is said so: other joints, the far side, another view", () => {
  for (const [names, view] of [
    [["right shoulder", "right hip", "right knee"], "side_right"],
    [KNEE, "side_left"],
    [KNEE, "front"],
    [["right hip", "left knee", "right ankle"], "side_right"],
  ]) {
    const said = assess(points(names), view, ERRORS, 0.01);
    assert.equal(said.within, null);
    assert.match(said.error, /never measured/);
    assert.ok(said.degrees > 0);
  }
  assert.equal(figureFor(KNEE, "oblique", ERRORS.joints), null);
});

test("points placed by hand are as exact as the hand", () => {
  const said = assess(points([null, null, null]), "front", ERRORS, 0.01);
  near(said.within, placingError(points([]).map((point) => point.at), 0.01));
  assert.match(said.error, /^± \d+° from placing the points by hand/);
});

test("by hand and by joint together, nobody knows", () => {
  assert.equal(assess(points([null, "right knee", "right ankle"]), "side_right", ERRORS, 0.01).within, null);
});

test("a body at an angle to the camera is not assessed", () => {
  for (const view of ["oblique", "unknown"]) {
    const said = assess(points(KNEE), view, ERRORS, 0.01);
    assert.deepEqual([said.degrees, said.text], [null, "Not assessed"]);
  }
});

test("two points on each other, or one missing, give no angle", () => {
  const same = points(KNEE);
  same[0].at = same[1].at;
  assert.equal(assess(same, "side_right", ERRORS, 0.01).degrees, null);
  assert.equal(assess([null, ...points(KNEE).slice(1)], "side_right", ERRORS, 0.01).text, "");
});

test("a drawing keeps lines and words, small enough to be kept", () => {
  const sketch = new Sketch();
  sketch.begin("orange", [0.1, 0.1]);
  for (let step = 0; step < 5000; step += 1) sketch.to([0.1 + step * 0.005, 0.1]);
  sketch.to([25.095, 0.1001]);
  sketch.write("blue", [0.5, 0.5], "  Chest up ");
  sketch.write("blue", [0.5, 0.5], "   ");
  const data = sketch.data();
  assert.equal(data.strokes[0].points.length, 600);
  assert.deepEqual(data.words, [{ color: "blue", at: [0.5, 0.5], text: "Chest up" }]);
  sketch.undo();
  assert.deepEqual(sketch.data().words, []);
  sketch.clear();
  assert.ok(sketch.empty);
});
