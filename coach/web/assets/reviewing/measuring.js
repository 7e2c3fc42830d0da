// Measuring the angle between any three points of the picture. Points on a joint go along with it.
import { button, make, setText, show } from "../live/dom.js";
import { assess } from "./assessing.js";
import { nearest } from "./geometry.js";
import { words } from "./words.js";

const REACH_PX = 26;
const HAND = "hand";

export class Measuring {
  /** `changed()` is called when there is something new to draw. */
  constructor(movement, errors, changed) {
    Object.assign(this, { movement, errors, changed });
    this.names = movement.packed.names;
    this.points = [null, null, null];
    this.result = make("p", "result");
    this.error = make("p", "note");
    const told = make("div", "", this.result, this.error);
    told.setAttribute("role", "status");
    this.lists = words.measureParts.map((part, index) => this.list(part, index));
    this.element = make(
      "div",
      "panel",
      make("p", "note", words.measureHint),
      make("div", "row", ...this.lists.map(({ label }) => label)),
      told,
      make("div", "row", button("", words.measureAgain, () => this.again())),
    );
    this.element.hidden = true;
  }

  list(part, index) {
    const select = make("select", "");
    select.setAttribute("aria-label", part);
    const option = (value, text) => {
      const made = make("option", "", text);
      made.value = value;
      return made;
    };
    const hand = option(HAND, words.byHand);
    hand.disabled = true;
    select.append(option("", words.notPlaced), hand, ...this.names.map((name, mark) => option(mark, name)));
    select.addEventListener("change", () => {
      this.points[index] = select.value === "" ? null : { mark: Number(select.value) };
      this.changed();
    });
    return { select, label: make("label", "", part, select) };
  }

  open(on) {
    show(this.element, on);
    if (!on) this.points = [null, null, null];
  }

  again() {
    this.points = [null, null, null];
    this.changed();
  }

  /** Somebody tapped the picture at a place, at a time; `scale` is pixels in a height of the picture. */
  tap(place, at, scale, byFinger) {
    const index = this.points.findIndex((point) => !point);
    const next = index < 0 ? 0 : index;
    if (index < 0) this.points = [null, null, null];
    const { mouse, touch } = this.errors.placing;
    this.off = (byFinger ? touch : mouse) / scale;
    const mark = nearest(this.movement.pointsAt(at), place, REACH_PX / scale);
    this.points[next] = mark >= 0 ? { mark } : { place, at };
    this.changed();
  }

  /** Where the points are at a time; those placed by hand belong to their own frame only. */
  placesAt(at) {
    const seen = this.movement.pointsAt(at);
    this.points = this.points.map((point) => (point?.place && Math.abs(point.at - at) > 0.02 ? null : point));
    return this.points.map((point) => (point ? (point.place ?? seen[point.mark]) : null));
  }

  /** Writes down the angle at this time. */
  tell(at) {
    const places = this.placesAt(at);
    const given = this.points.map((point, index) => places[index] && { at: places[index], name: this.nameOf(point) });
    const said = assess(given, this.movement.viewAt(at), this.errors, this.off ?? 0);
    setText(this.result, said.text);
    setText(this.error, said.error);
    this.lists.forEach(({ select }, index) => {
      const point = this.points[index];
      select.value = point ? (point.place ? HAND : String(point.mark)) : "";
    });
    return places;
  }

  nameOf(point) {
    return point.place ? null : this.names[point.mark];
  }
}
