// Keys of the keyboard and what they do.

/** What the sheet of help says. */
export const KEYS = [
  ["Space", "Play or pause"],
  ["← →", "A second back or on"],
  [", .", "A frame back or on"],
  ["Shift + ← →", "The repetition before or after"],
  ["F", "Next fault; with Shift the one before"],
  ["M", "Next marked moment"],
  ["L", "Repeat this repetition"],
  ["S", "Slow motion: 1, 1/2, 1/4"],
  ["V", "Video or drawn figure"],
  ["A", "Measure an angle"],
  ["D", "Draw on the frame"],
  ["P", "Presentation, without names"],
  ["Esc", "Put pen and measure away"],
  ["?", "This sheet"],
];

const PLAIN = {
  " ": "toggle",
  ArrowLeft: "back",
  ArrowRight: "on",
  ",": "frameBack",
  ".": "frameOn",
  f: "nextFault",
  m: "nextMark",
  l: "loop",
  s: "slower",
  v: "change",
  a: "measure",
  d: "draw",
  p: "present",
  h: "help",
  "?": "help",
  Escape: "away",
};
const SHIFTED = { ArrowLeft: "previousRow", ArrowRight: "nextRow", f: "previousFault", "?": "help" };
const TYPED = ["INPUT", "TEXTAREA", "SELECT"];
const OWN_KEYS = { BUTTON: [" "], SUMMARY: [" "], A: [] };

/** What a press means, or null: nothing while somebody types, and no key that the target needs itself. */
export function actionOf(press, target) {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return null;
  const tag = target?.tagName ?? "";
  const slides = tag === "INPUT" && target.type === "range";
  const ticks = tag === "INPUT" && ["checkbox", "radio"].includes(target.type);
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (target?.isContentEditable || (TYPED.includes(tag) && !slides && !ticks)) return key === "Escape" ? "away" : null;
  if (slides && key.startsWith("Arrow")) return null;
  if (ticks && key === " ") return null;
  if (OWN_KEYS[tag]?.includes(key)) return null;
  if (press.shiftKey) return SHIFTED[key] ?? null;
  return PLAIN[key] ?? null;
}
