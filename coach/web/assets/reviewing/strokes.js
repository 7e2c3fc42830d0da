// What is being drawn on a frame. Places are in heights of the picture.

const LEAST_STEP = 0.004;
const MOST_POINTS = 600;
const MOST_STROKES = 200;
const MOST_WORDS = 40;

export class Sketch {
  constructor() {
    this.items = [];
  }

  get empty() {
    return !this.items.length;
  }

  begin(color, place) {
    if (this.count("points") < MOST_STROKES) this.items.push({ color, points: [rounded(place)] });
  }

  /** Draws on; what is too near to the last place is left out, so that a line stays small. */
  to(place) {
    const points = this.items.at(-1)?.points;
    if (!points || points.length >= MOST_POINTS) return;
    const [x, y] = points.at(-1);
    if (Math.hypot(place[0] - x, place[1] - y) >= LEAST_STEP) points.push(rounded(place));
  }

  write(color, place, text) {
    const words = text.trim();
    if (words && this.count("text") < MOST_WORDS) this.items.push({ color, at: rounded(place), text: words });
  }

  undo() {
    this.items.pop();
  }

  clear() {
    this.items = [];
  }

  /** As it is kept. */
  data() {
    return {
      strokes: this.items.filter((item) => item.points),
      words: this.items.filter((item) => item.text),
    };
  }

  count(key) {
    return this.items.filter((item) => item[key]).length;
  }
}

function rounded([x, y]) {
  return [Number(x.toFixed(4)), Number(y.toFixed(4))];
}
