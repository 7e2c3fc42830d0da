// Every sentence that the desk page's own scripts say. Calm, and never an order.

export const title = "At your desk";

export const labels = {
  since: "since your last change",
  changes: (count) => (count === 1 ? "change of position" : "changes of position"),
  bar: "Your time so far",
  unwatched: "No picture",
  learning: "Learning your usual position…",
  away: "You are away. I go on when you are back.",
};

export const buttons = {
  thanks: "Thank you",
  later: "Later",
  snooze: "Quiet for 30 minutes",
  wake: "Suggest again",
  meeting: "I'm in a meeting",
  meetingOver: "The meeting is over",
  standing: "I'm standing",
  sitting: "I'm sitting",
  learn: "Learn my usual position",
  show: "Show the picture",
  hide: "Hide the picture",
  turn: "Change camera",
  outside: "Tell me outside this tab",
  outsideOff: "Only tell me here",
  stop: "Stop",
};

export const notes = {
  quiet: (minutes) => `Quiet for ${minutes} more ${minutes === 1 ? "minute" : "minutes"}.`,
  meeting: "In a meeting: I watch, and say nothing.",
  unwatched: (text) => `No picture came for ${text}. Of that time I know nothing.`,
  notAllowed: "This browser keeps messages to this tab. You find suggestions here.",
  saving: "Your time at the desk is saved as it goes on.",
};

export const over = ["That was your time at the desk", "Everything is saved."];
