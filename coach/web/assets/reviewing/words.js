// What the review says.

export const words = {
  review: "Review of the set",
  picture: "The movement, with the body's lines",
  place: "Place in the set",
  play: "▶ Play",
  pause: "❚❚ Pause",
  speed: "Speed",
  frameBack: "‹ Frame",
  frameOn: "Frame ›",
  loop: "↻ Repeat",
  previousFault: "‹ Fault",
  nextFault: "Fault ›",
  noFault: "No fault was found in this set.",
  noMark: "Nothing is marked in this set.",
  toVideo: "Show the video",
  toFigure: "Show the drawn figure",
  measure: "∠ Measure",
  draw: "✎ Draw",
  present: "Presentation",
  presentOff: "End presentation",
  help: "Keys",
  keysOn: "Keys are on while this page is open",
  close: "Close",
  angle: "Angle",
  notAssessed: "Not assessed: it can't be seen from here.",
  neverMeasured: "How far off it may be was never measured in this view.",
  gone: "The video can't be played any more. It may have expired or been withdrawn; the numbers stay.",
  nothing: "There is no picture of this set. The numbers stay.",
  empty: "Nothing was counted in this set.",
  marks: "Marked in this set",
  waiting: "waiting",
  go: "Go there",
  seen: "Seen",
  away: "Take away",
  judge: "Judge",
  measureHint: "Tap three points on the picture, the middle one second. Near a joint they hold on to it.",
  measureParts: ["From", "At", "To"],
  byHand: "placed by hand",
  notPlaced: "not placed",
  measureAgain: "Start again",
  drawHint: "Draw on the picture with a finger, a pen or the mouse.",
  writeHint: "Type, then tap where the words begin. Enter puts them in the middle.",
  penWith: "Pen",
  writeWith: "Words",
  text: "Words to put on the picture",
  undo: "Undo",
  clear: "Clear",
  save: "Save this drawing",
  saving: "Saving…",
  saved: "Saved. It is shown again at this moment.",
  colors: { orange: "Orange", blue: "Blue", black: "Black", white: "White" },
  columns: ["", "Time", "Range", "Out, back", "Score", "To look at", ""],
};

export function clockWords(seconds) {
  const tenths = Math.max(0, Math.round(seconds * 10));
  const minutes = Math.floor(tenths / 600);
  return `${minutes}:${String(Math.floor((tenths % 600) / 10)).padStart(2, "0")}.${tenths % 10}`;
}

export function rowTitle(row) {
  const side = row.side ? `, ${row.side}` : "";
  if (row.kind === "partial") return `Not counted${side}`;
  return row.kind === "hold" ? `Hold ${row.number}${side}` : `Repetition ${row.number}${side}`;
}

export function faultWords(fault, index, count) {
  const known = fault.unit === "deg" && fault.value !== null;
  const size = known ? `: ${Math.round(fault.value)}° against ${Math.round(fault.threshold)}°` : "";
  return `Fault ${index + 1} of ${count}, ${fault.kind} ${fault.number}. ${fault.title}${size}`;
}

export const SPEEDS = { 1: "1", 0.5: "1/2", 0.25: "1/4" };

const UNITS = { deg: "°", m: " m", ratio: "" };

/** A value of a measure with its unit. */
export function valueWords(value, unit) {
  if (Number.isNaN(value)) return "not assessed";
  return `${unit === "deg" ? Math.round(value) : value.toFixed(2)}${UNITS[unit] ?? ""}`;
}
