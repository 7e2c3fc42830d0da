// Every sentence of the page that watches.

export const buttons = {
  mark: "Mark this moment",
  send: "Send",
  stop: "Stop watching",
  again: "Ask again",
  back: "Back to the list",
};

export const titles = {
  cue: "A short cue",
  ready: "Ready cues",
  angles: "Angles now",
  said: "What the coach said",
  yours: "What you did",
};

export const state = {
  asking: (name) => `${name} is asked on their screen whether you may watch…`,
  unseen: "Nobody is in the picture just now.",
  stale: "No movement has come for a few seconds: this is not now.",
  slow: (seconds) => `The line is slow: what you see is about ${seconds} s old.`,
  figure: "The patient's movement, as lines and points",
};

export const stages = {
  check: "Getting ready: the camera is being set up",
  countdown: "About to begin",
  active: "The set goes on",
  paused: "Paused",
  rest: "Resting between sets",
  over: "Finished",
};

export const figures = {
  set: (set, sets) => (sets > 1 ? `Set ${set} of ${sets}` : "One set"),
  count: "Count",
  held: "Held",
  seconds: (seconds, target) => (target ? `${seconds} of ${Math.round(target)} s` : `${seconds} s`),
  of: (count, target) => (target ? `${count} of ${target}` : String(count)),
  sides: ({ left, right }) => `Left ${left} · Right ${right}`,
  score: "Score so far",
  points: (score) => (score === null || score === undefined ? "–" : `${score} of 100`),
  degrees: (deg) => `${deg}°`,
  side: (title, side) => (side ? `${title}, ${side}` : title),
};

export const did = {
  marked: (time) => `${time} marked; it waits in the review`,
  cued: (text) => `Said to the patient: ${text}`,
  unkept: (text) => `Said to the patient, but not kept: ${text}`,
};

export const ended = {
  refused: (name) => `${name} would rather not be watched now. Please ask in your call before you ask here again.`,
  stopped: (name) => `${name} has stopped sharing. The exercise goes on and is kept.`,
  over: (name) => `This sitting of ${name} is over. What was done is in the log.`,
  left: (name) => `${name} has left the exercise.`,
  gone: () => "This sitting can't be watched any more.",
  signed_out: () => "You are signed out. Load this page again to sign in.",
  unanswered: (name) => `${name} has not answered. They may be too busy with the exercise.`,
  replaced: () => "You went on in another window.",
  too_soon: (name) => `${name} has just said "not now". Please wait a little before you ask again.`,
  too_many: () => "Others are watching already. Please try again later.",
  closed: () => "It can't be shown any more. Please ask again.",
  too_old: () => "This page is too old, or you are signed out: load it again.",
  lost: () => "The connection was lost, so nothing is shared any more. Please ask again.",
};

export const clock = (seconds) => {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};
