// What buttons and keys do.
import { stepped } from "./frames.js";
import { nextOf, previousOf, rowToLoop } from "./jumps.js";

const A_SECOND = 1;

/** By the names that the buttons and `keys.js` use. */
export function actionsOf(review) {
  const { playback, clock, rows, faults } = review;
  const times = review.movement?.times ?? [];
  return {
    toggle: () => playback.toggle(),
    seek: (to) => playback.seek(to),
    rate: (rate) => playback.rate(rate),
    slower: () => playback.rate(clock.slower()),
    back: () => playback.seek(clock.now - A_SECOND),
    on: () => playback.seek(clock.now + A_SECOND),
    frameBack: () => review.goTo(stepped(times, clock.now, -1)),
    frameOn: () => review.goTo(stepped(times, clock.now, 1)),
    previousRow: () => review.jump(previousOf(rows, clock.now)),
    nextRow: () => review.jump(nextOf(rows, clock.now)),
    previousFault: () => review.jumpToFault(previousOf(faults, clock.now)),
    nextFault: () => review.jumpToFault(nextOf(faults, clock.now)),
    nextMark: () => review.jumpToMark(nextOf(review.marks, clock.now)),
    loop: () => review.repeat(clock.loop ? null : rowToLoop(rows, clock.now)),
    change: () => review.change(!review.stage.overFilm),
    measure: () => review.take(review.tool === "measure" ? null : "measure"),
    draw: () => review.take(review.tool === "draw" ? null : "draw"),
    away: () => review.take(null),
    present: () => review.tellServer("present", !review.presenting),
    help: () => review.help.toggle(),
  };
}
