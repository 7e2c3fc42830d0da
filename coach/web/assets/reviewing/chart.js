// The chosen angle over time: repetitions shaded, faults as triangles, a line where the clock is.
import { make, setText } from "../live/dom.js";
import { COLORS } from "./painting.js";
import { frameAt } from "./frames.js";
import { extent, path, ticks } from "./scale.js";
import { svg } from "./svg.js";
import { clockWords, rowTitle, valueWords, words } from "./words.js";

const HEIGHT = 230;
const ROOM = { left: 46, right: 10, top: 26, bottom: 26 };
const AROUND_S = 0.6;
const DASHES = { left: "", right: "7 4", "": "" };

export class Chart {
  /** `seek(time)` is called where the chart is touched. */
  constructor(movement, rows, faults, seek) {
    Object.assign(this, { movement, rows, faults, seek, marks: [], span: null });
    this.angles = movement.packed.angles;
    this.element = make("div", "chart");
    this.element.append(this.choice(), this.picture(), this.notes());
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.frame);
    this.choose(this.angles[0]);
  }

  close() {
    this.observer.disconnect();
  }

  choice() {
    this.list = make("select", "");
    this.list.setAttribute("aria-label", words.angle);
    for (const angle of this.angles) {
      const option = make("option", "", angle.seen ? angle.title : `${angle.title} (not assessed)`);
      option.value = angle.key;
      this.list.append(option);
    }
    this.list.addEventListener("change", () => this.chooseKey(this.list.value));
    this.value = make("span", "value");
    return make("div", "choice", make("label", "", make("span", "", words.angle), this.list), this.value);
  }

  picture() {
    this.svg = svg("svg", { role: "img", class: "lines" });
    this.frame = make("div", "frame", this.svg);
    const to = (event) => {
      const area = this.frame.getBoundingClientRect();
      this.seek(this.timeAt(event.clientX - area.left));
    };
    // A finger that only scrolls the page past the chart must not move the clock.
    this.frame.addEventListener("pointerdown", (event) => this.frame.setPointerCapture(event.pointerId));
    this.frame.addEventListener("pointermove", (event) => event.buttons && to(event));
    this.frame.addEventListener("click", to);
    return this.frame;
  }

  notes() {
    this.error = make("p", "note");
    return this.error;
  }

  /** The angle that a fault was found in, where it is one of these. */
  chooseKey(key) {
    const found = this.angles.find((angle) => key === angle.key || key === `${angle.key}_left` || key === `${angle.key}_right`);
    if (found && found !== this.angle) this.choose(found);
  }

  choose(angle) {
    this.angle = angle;
    this.lines = this.movement.lines(angle);
    this.list.value = angle.key;
    const known = angle.error || (angle.unit === "deg" ? words.neverMeasured : "");
    setText(this.error, angle.seen ? known : words.notAssessed);
    this.draw();
    this.move(this.at ?? this.movement.begin);
  }

  /** Looks at a span only, or at the whole set. */
  look(span) {
    this.span = span;
    this.draw();
    this.move(this.at);
  }

  mark(marks) {
    this.marks = marks;
    this.draw();
    this.move(this.at ?? this.movement.begin);
  }

  get window() {
    const { begin, end } = this.movement;
    if (!this.span) return [begin, Math.max(end, begin + 1)];
    return [Math.max(this.span.start - AROUND_S, begin), Math.min(this.span.end + AROUND_S, end)];
  }

  timeAt(x) {
    const [from, to] = this.window;
    const share = (x - ROOM.left) / Math.max(this.width - ROOM.left - ROOM.right, 1);
    return from + Math.min(Math.max(share, 0), 1) * (to - from);
  }

  x(time) {
    const [from, to] = this.window;
    return ROOM.left + ((time - from) / (to - from)) * (this.width - ROOM.left - ROOM.right);
  }

  draw() {
    this.width = this.frame.clientWidth;
    if (!this.width) return;
    const [from, to] = this.window;
    const { times } = this.movement;
    const [first, last] = [frameAt(times, from), frameAt(times, to)];
    const values = this.lines.map((line) => line.values);
    const range = extent(values, first, last);
    const [low, high] = range ?? [0, 1];
    const bottom = HEIGHT - ROOM.bottom;
    const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - ROOM.top);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    this.svg.setAttribute("aria-label", this.told());
    this.svg.replaceChildren(
      svg("title", {}, this.told()),
      ...this.bands(bottom),
      ...this.axes(y, range, bottom),
      ...this.lines.map((line) => this.line(line, first, last, y)),
      ...this.triangles(),
      ...this.flags(bottom),
    );
    this.cursor = svg("line", { class: "cursor", y1: ROOM.top - 8, y2: bottom });
    this.svg.append(this.cursor);
  }

  told() {
    const seen = this.angle.seen ? "" : `. ${words.notAssessed}`;
    return `${this.angle.title} over time, ${this.rows.length} movements shaded${seen}`;
  }

  inWindow({ start, end }) {
    const [from, to] = this.window;
    return end > from && start < to;
  }

  bands(bottom) {
    return this.rows.filter((row) => this.inWindow(row)).flatMap((row) => {
      const [from, to] = this.window;
      const [left, right] = [this.x(Math.max(row.start, from)), this.x(Math.min(row.end, to))];
      const band = svg("rect", { class: `band ${row.kind}`, x: left, y: ROOM.top, width: Math.max(right - left, 1), height: bottom - ROOM.top });
      band.append(svg("title", {}, rowTitle(row)));
      const label = row.number === null ? "–" : String(row.number);
      return [band, svg("text", { class: "number", x: (left + right) / 2, y: ROOM.top - 9 }, label)];
    });
  }

  axes(y, range, bottom) {
    const [from, to] = this.window;
    const across = ticks(from, to, this.width / 80).flatMap((time) => [
      svg("text", { class: "tick", x: this.x(time), y: HEIGHT - 8, "text-anchor": "middle" }, `${time} s`),
    ]);
    if (!range) return across;
    const unit = this.angle.unit === "deg" ? "°" : "";
    const up = ticks(...range, 5).flatMap((value) => [
      svg("line", { class: "grid", x1: ROOM.left, x2: this.width - ROOM.right, y1: y(value), y2: y(value) }),
      svg("text", { class: "tick", x: ROOM.left - 6, y: y(value) + 4, "text-anchor": "end" }, `${value}${unit}`),
    ]);
    return [...up, svg("line", { class: "axis", x1: ROOM.left, x2: this.width - ROOM.right, y1: bottom, y2: bottom }), ...across];
  }

  line({ side, values }, first, last, y) {
    const d = path(this.movement.times, values, first, last, (time) => this.x(time), y);
    return svg("path", { class: "line", d, stroke: COLORS[side] ?? "#0b665a", "stroke-dasharray": DASHES[side] ?? "" });
  }

  triangles() {
    return this.faults.filter((fault) => this.inWindow(fault)).map((fault) => {
      const x = this.x(Math.max(fault.start, this.window[0]));
      const sign = svg("path", { class: "fault", d: `M${x} ${ROOM.top} l7 13 h-14 z` });
      sign.append(svg("title", {}, fault.title));
      return sign;
    });
  }

  flags(bottom) {
    const there = ({ time }) => this.inWindow({ start: time, end: time + 0.01 });
    return this.marks.filter(there).map((mark) => {
      const x = this.x(mark.time);
      return svg("path", { class: `flag${mark.waiting ? " waiting" : ""}`, d: `M${x} ${bottom} v-20 l11 5 l-11 5` });
    });
  }

  /** The clock is at this time. */
  move(at) {
    this.at = at;
    if (!this.cursor || at === undefined) return;
    const x = Math.min(Math.max(this.x(at), ROOM.left), this.width - ROOM.right);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    const index = frameAt(this.movement.times, at);
    const read = this.lines.map(({ side, values }) => {
      const value = valueWords(values[index], this.angle.unit);
      return side ? `${side} ${value}` : value;
    });
    setText(this.value, `${clockWords(at)} · ${read.join(", ")}`);
  }
}
