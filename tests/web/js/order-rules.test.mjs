import assert from "node:assert/strict";
import { test } from "node:test";

import { moved, placeAt, placeForKey } from "../../../coach/web/assets/editing/order-rules.js";

test("one thing moves and the others stay in their order", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, 1), ["a", "b", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, 9), ["a", "c", "b"]);
});

test("what is dragged goes below the rows whose middle it has passed", () => {
  const middles = [20, 60, 100];
  assert.equal(placeAt(20, middles, 0), 0);
  assert.equal(placeAt(61, middles, 0), 1);
  assert.equal(placeAt(500, middles, 0), 2);
  assert.equal(placeAt(19, middles, 2), 0);
});

test("arrows move by one, Home and End all the way, other keys not at all", () => {
  assert.equal(placeForKey("ArrowUp", 0, 4), 0);
  assert.equal(placeForKey("ArrowDown", 1, 4), 2);
  assert.equal(placeForKey("Home", 3, 4), 0);
  assert.equal(placeForKey("End", 1, 4), 4);
  assert.equal(placeForKey("Tab", 1, 4), null);
});
