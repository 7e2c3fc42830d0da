// What to show for an update, as plain values: the panel only writes them down.
import { checking, countdown, counted, gesture, paused, rest } from "./words.js";

/** `plan` and `exercise` come from the welcome. */
export function readout(update, { exercise, resumed }) {
  const held = exercise.hold;
  const view = {
    set: counted.set(update.set, update.sets),
    number: held ? Math.floor(update.held_s ?? 0) : update.count,
    under: under(update, held),
    ring: update.progress ?? 0,
    detail: detail(update, held),
    text: null,
    checks: null,
    gesture: null,
    last: update.set >= update.sets && update.stage !== "rest",
  };
  if (update.gesture && update.gesture.share > 0.02) {
    view.gesture = { text: gesture[update.gesture.name], share: update.gesture.share };
  }
  switch (update.stage) {
    case "check":
      return { ...view, number: null, checks: update.checks, ring: update.still, text: checkText(update, exercise) };
    case "countdown":
      return { ...view, ...seconds(update, countdown), detail: "" };
    case "paused":
      return { ...view, text: pauseText(update, exercise, resumed) };
    case "rest":
      return { ...view, ...seconds(update, counted.seconds), detail: "", text: restText(update) };
    default:
      return view;
  }
}

function under(update, held) {
  if (held) return update.target_s ? counted.ofSeconds(Math.round(update.target_s)) : counted.seconds;
  return update.target ? counted.of(update.target) : counted.repetitions(update.count);
}

function detail({ sides, left_s: left }, held) {
  const parts = [];
  if (sides) parts.push(held ? counted.heldSides(sides) : counted.sides(sides));
  if (left !== null && left !== undefined) parts.push(counted.left(Math.max(Math.ceil(left), 0)));
  return parts.join(" · ");
}

function seconds(update, under) {
  return { number: Math.max(Math.ceil(update.left_s ?? 0), 0), under };
}

function checkText(update, exercise) {
  if (update.advice) return update.advice;
  if (update.still > 0.15) return checking.nearly;
  const good = update.checks?.length && update.checks.every((one) => one.ok !== false);
  if (!good) return checking.wait;
  const still = exercise.position === "standing" ? checking.still : checking.stillHere;
  return update.task ? `${update.task} ${still}` : still;
}

function restText({ set, sets, task }) {
  const told = rest(set + 1, sets);
  return task ? `${told} ${task}` : told;
}

function pauseText(update, exercise, resumed) {
  if (resumed) return paused.resumed(update.count);
  if (update.paused === "left") return paused.left;
  return exercise.position === "standing" ? paused.asked : paused.askedLow;
}
