// Drawing and writing on a frame, and giving it to be kept.
import { button, make, setText, show } from "../live/dom.js";
import { PENS } from "./painting.js";
import { Sketch } from "./strokes.js";
import { words } from "./words.js";

export class Drawing {
  /** `changed()` when there is something new to draw, `save(data)` when it is to be kept. */
  constructor(middle, { changed, save }) {
    Object.assign(this, { middle, changed, save });
    this.sketch = new Sketch();
    this.color = "orange";
    this.writing = false;
    this.said = make("p", "note");
    this.said.setAttribute("role", "status");
    this.element = make("div", "panel", this.hint(), make("div", "row", ...this.ways(), ...this.colors()), this.words(), this.said, this.ends());
    this.element.hidden = true;
    this.tell();
  }

  hint() {
    this.told = make("p", "note");
    return this.told;
  }

  ways() {
    this.pen = button("", words.penWith, () => this.write(false));
    this.type = button("", words.writeWith, () => this.write(true));
    return [this.pen, this.type];
  }

  colors() {
    this.inks = Object.entries(PENS).map(([name, color]) => {
      const made = button("ink", "", () => {
        this.color = name;
        this.tell();
      });
      made.setAttribute("aria-label", words.colors[name]);
      made.style.setProperty("--ink", color);
      return [name, made];
    });
    return this.inks.map(([, made]) => made);
  }

  words() {
    this.text = make("input", "");
    Object.assign(this.text, { type: "text", maxLength: 120 });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.put(this.middle());
    });
    this.field = make("label", "field", words.text, this.text);
    return this.field;
  }

  ends() {
    this.keep = button("main", words.save, () => this.give());
    this.back = button("", words.undo, () => this.after(() => this.sketch.undo()));
    this.empty = button("", words.clear, () => this.after(() => this.sketch.clear()));
    return make("div", "row", this.keep, this.back, this.empty);
  }

  write(on) {
    this.writing = on;
    this.tell();
    if (on) this.text.focus();
  }

  put(place) {
    this.after(() => this.sketch.write(this.color, place, this.text.value));
    this.text.value = "";
  }

  /** The picture was touched. */
  touch(kind, place) {
    if (this.writing) {
      if (kind === "down") this.put(place);
      return;
    }
    if (kind === "down") this.sketch.begin(this.color, place);
    if (kind === "move" && this.down) this.sketch.to(place);
    this.down = kind === "up" ? false : this.down || kind === "down";
    this.after(() => {});
  }

  after(change) {
    change();
    setText(this.said, "");
    this.tell();
    this.changed();
  }

  give() {
    setText(this.said, words.saving);
    this.save(this.sketch.data());
  }

  /** What became of it: a sentence about the problem, or nothing. */
  answered(problem) {
    setText(this.said, problem || words.saved);
    if (!problem) this.sketch.clear();
    this.tell();
    this.changed();
  }

  open(on) {
    show(this.element, on);
    if (!on) this.sketch.clear();
    setText(this.said, "");
    this.tell();
  }

  tell() {
    setText(this.told, this.writing ? words.writeHint : words.drawHint);
    show(this.field, this.writing);
    this.pen.setAttribute("aria-pressed", String(!this.writing));
    this.type.setAttribute("aria-pressed", String(this.writing));
    for (const [name, made] of this.inks) made.setAttribute("aria-pressed", String(name === this.color));
    for (const made of [this.keep, this.back, this.empty]) made.disabled = this.sketch.empty;
  }
}
