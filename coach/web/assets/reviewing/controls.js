// The buttons below the picture and the place in the set. They say what was pressed; the review does it.
import { button, make, setText } from "../live/dom.js";
import { RATES } from "./clock.js";
import { SPEEDS, clockWords, words } from "./words.js";

export class Controls {
  /** `act(name, value)` is called for each press. `has` says what there is to show. */
  constructor(clock, has, act) {
    this.act = act;
    this.clock = clock;
    this.play = this.press("main", words.play, "toggle");
    this.element = make(
      "div",
      "controls",
      this.line(),
      make("div", "row", this.play, this.speeds(), this.press("", words.frameBack, "frameBack"), this.press("", words.frameOn, "frameOn")),
      make("div", "row", ...this.jumps(has)),
      make("div", "row", ...this.tools(has)),
    );
  }

  press(name, text, action) {
    const made = button(name, text, () => this.act(action));
    return made;
  }

  line() {
    this.slider = make("input", "");
    Object.assign(this.slider, { type: "range", min: this.clock.begin, max: this.clock.end, step: 0.01 });
    this.slider.setAttribute("aria-label", words.place);
    this.slider.addEventListener("input", () => this.act("seek", Number(this.slider.value)));
    this.told = make("span", "clock");
    this.flags = make("div", "flags");
    this.flags.setAttribute("aria-hidden", "true");
    return make("div", "line", make("div", "track", this.slider, this.flags), this.told);
  }

  speeds() {
    this.rates = RATES.map((rate) => {
      const made = button("speed", SPEEDS[rate], () => this.act("rate", rate));
      made.setAttribute("aria-label", `${words.speed} ${SPEEDS[rate]}`);
      return made;
    });
    const group = make("div", "speeds", ...this.rates);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.speed);
    return group;
  }

  jumps(has) {
    this.loop = this.press("", words.loop, "loop");
    const shown = has.rows ? [this.loop] : [];
    if (has.faults) shown.push(this.press("", words.previousFault, "previousFault"), this.press("", words.nextFault, "nextFault"));
    return shown;
  }

  tools(has) {
    this.change = this.press("", words.toFigure, "change");
    this.measure = this.press("", words.measure, "measure");
    this.draw = this.press("", words.draw, "draw");
    this.present = this.press("", words.present, "present");
    const shown = has.both ? [this.change] : [];
    if (has.movement) shown.push(this.measure);
    shown.push(this.draw, this.present, this.press("", words.help, "help"));
    return shown;
  }

  /** Flags on the line for the moments that were marked. */
  mark(marks) {
    const { begin, end } = this.clock;
    this.flags.replaceChildren(
      ...marks.map((mark) => {
        const flag = make("span", mark.waiting ? "flag waiting" : "flag", "⚑");
        flag.style.left = `${((mark.time - begin) / Math.max(end - begin, 0.01)) * 100}%`;
        return flag;
      }),
    );
  }

  move(at) {
    const { playing, rate, loop } = this.clock;
    this.slider.value = at;
    this.slider.setAttribute("aria-valuetext", clockWords(at));
    setText(this.told, `${clockWords(at)} / ${clockWords(this.clock.end)}`);
    setText(this.play, playing ? words.pause : words.play);
    pressed(this.loop, Boolean(loop));
    this.rates.forEach((made, index) => pressed(made, RATES[index] === rate));
  }

  /** Which tools are out, and whether names are hidden. */
  tell({ tool, overFilm, presenting }) {
    pressed(this.measure, tool === "measure");
    pressed(this.draw, tool === "draw");
    pressed(this.present, presenting);
    setText(this.present, presenting ? words.presentOff : words.present);
    setText(this.change, overFilm ? words.toFigure : words.toVideo);
  }
}

function pressed(element, on) {
  element.setAttribute("aria-pressed", String(on));
}
