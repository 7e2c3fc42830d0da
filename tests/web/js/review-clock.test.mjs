import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock } from "../../../coach/web/assets/reviewing/clock.js";
import { frameAt, holdsAt, stepped } from "../../../coach/web/assets/reviewing/frames.js";

const near = (got, want) => assert.ok(Math.abs(got - want) < 1e-9, `${got} is not ${want}`);

function playing(rate = 1) {
  const clock = new Clock(0, 10);
  clock.rate = rate;
  clock.play();
  return clock;
}

test("slow motion goes on by a half and a quarter", () => {
  for (const rate of [1, 0.5, 0.25]) near(playing(rate).advance(2), 2 * rate);
});

test("the speeds follow each other, and full speed comes again", () => {
  const clock = new Clock(0, 10);
  assert.deepEqual([clock.slower(), clock.slower(), clock.slower()], [0.5, 0.25, 1]);
});

test("a clock that is paused stands still", () => {
  const clock = playing();
  clock.advance(1);
  clock.pause();
  near(clock.advance(5), 1);
});

test("at the end it stops, and plays from the beginning again", () => {
  const clock = playing();
  clock.advance(11);
  assert.deepEqual([clock.now, clock.playing], [10, false]);
  clock.play();
  assert.deepEqual([clock.now, clock.playing], [0, true]);
});

test("nothing leads out of the set", () => {
  const clock = new Clock(1.5, 4);
  assert.deepEqual([clock.seek(-3), clock.seek(99)], [1.5, 4]);
});

test("a repetition is played over and over", () => {
  const clock = playing();
  clock.repeat({ start: 2, end: 5 });
  clock.seek(2);
  near(clock.advance(2.5), 4.5);
  near(clock.advance(1), 2.5);
  near(clock.advance(7), 3.5);
  assert.equal(clock.playing, true);
});

test("playing begins inside the loop, whatever was looked at", () => {
  const clock = new Clock(0, 10);
  clock.repeat({ start: 2, end: 5 });
  clock.seek(8);
  clock.play();
  assert.equal(clock.now, 2);
});

test("a loop at the edge is cut, one without length is none", () => {
  const clock = new Clock(0, 10);
  clock.repeat({ start: 8, end: 14 });
  assert.deepEqual(clock.loop, { start: 8, end: 10 });
  clock.repeat({ start: 3, end: 3 });
  assert.equal(clock.loop, null);
  clock.repeat({ start: 2, end: 5 });
  clock.repeat(null);
  assert.equal(clock.loop, null);
});

test("a film is followed, and sent back at the end of the loop", () => {
  const clock = playing();
  assert.equal(clock.follow(3.2), null);
  assert.equal(clock.now, 3.2);
  clock.repeat({ start: 3, end: 5 });
  near(clock.follow(5.1), 3.1);
  clock.repeat(null);
  assert.equal(clock.follow(10.4), null);
  assert.deepEqual([clock.now, clock.playing], [10, false]);
});

const TIMES = [0, 0.1, 0.25, 0.4];

test("the frame at a time is the last one before it", () => {
  assert.deepEqual([-1, 0, 0.09, 0.1, 0.39, 5].map((at) => frameAt(TIMES, at)), [0, 0, 0, 1, 2, 3]);
});

test("one steps from frame to frame and stays in the set", () => {
  assert.deepEqual([stepped(TIMES, 0.1, 1), stepped(TIMES, 0.1, -1)], [0.25, 0]);
  assert.deepEqual([stepped(TIMES, 0.4, 1), stepped(TIMES, 0, -1), stepped([], 3, 1)], [0.4, 0, 3]);
});

test("every frame is reached, forwards and backwards", () => {
  let at = 0;
  const forwards = TIMES.map(() => (at = stepped(TIMES, at, 1)));
  const backwards = TIMES.map(() => (at = stepped(TIMES, at, -1)));
  assert.deepEqual(forwards, [0.1, 0.25, 0.4, 0.4]);
  assert.deepEqual(backwards, [0.25, 0.1, 0, 0]);
});

test("a view holds until the next one", () => {
  const views = [[0, "front"], [2, "side_left"]];
  assert.deepEqual([0, 1.9, 2, 9].map((at) => holdsAt(views, at)), ["front", "front", "side_left", "side_left"]);
  assert.equal(holdsAt([], 1), null);
});
