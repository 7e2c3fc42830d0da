// The page that watches: the figure, the numbers, the buttons. It writes down what it is told.
import { button, make, setText, show } from "../live/dom.js";
import { Stage } from "../live/stage.js";
import { buttons, clock, did, ended, figures, stages, state, titles } from "./words.js";

const UNSEEN_MS = 3000;
const SLOW_MS = 1000;
const KEPT_LINES = 6;

export class Board {
  /** `events`: mark(), cue(text), stop(), again(), back(). */
  constructor(root, data, events) {
    this.data = data;
    this.events = events;
    this.board = make("div", "board", this.picture(), this.side());
    root.append(this.board);
    this.stage = new Stage(this.canvas);
    this.stage.mirrored = false;
    this.asking();
  }

  picture() {
    this.canvas = make("canvas", "figure");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", state.figure);
    this.card = make("div", "card");
    this.card.setAttribute("role", "status");
    this.unseen = make("p", "unseen");
    this.unseen.setAttribute("role", "status");
    this.unseen.hidden = true;
    return make("div", "seen", this.canvas, this.unseen, this.card);
  }

  side() {
    this.stageLine = make("p", "stage");
    this.stageLine.setAttribute("role", "status");
    this.count = make("span", "value");
    this.countLabel = make("span", "label", figures.count);
    this.score = make("span", "value");
    this.more = make("p", "more");
    this.angles = make("dl", "angles");
    this.said = make("ul", "lines said");
    this.yours = make("ul", "lines yours");
    this.yours.setAttribute("aria-live", "polite");
    const numbers = make(
      "div",
      "numbers",
      make("div", "", this.countLabel, this.count),
      make("div", "", make("span", "label", figures.score), this.score),
    );
    return make(
      "div",
      "side",
      make("header", "", make("h2", "", this.data.patient), make("p", "", this.data.exercise)),
      this.stageLine,
      numbers,
      this.more,
      make("h3", "", titles.angles),
      this.angles,
      this.tools(),
      make("h3", "", titles.said),
      this.said,
      make("h3", "", titles.yours),
      this.yours,
    );
  }

  tools() {
    this.markButton = button("main mark", buttons.mark, () => this.events.mark());
    this.stopButton = button("stop", buttons.stop, () => this.events.stop());
    this.field = make("input", "");
    Object.assign(this.field, { type: "text", maxLength: this.data.longest, autocomplete: "off" });
    const form = make("form", "cue", make("label", "", make("span", "", titles.cue), this.field), make("button", "", buttons.send));
    form.lastChild.type = "submit";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.field.value.trim();
      if (text) this.events.cue(text);
      this.field.value = "";
    });
    const ready = this.data.cues.map((text) => button("ready", text, () => this.events.cue(text)));
    const choices = make("div", "choices", ...ready);
    choices.setAttribute("role", "group");
    choices.setAttribute("aria-label", titles.ready);
    this.toolbox = make("fieldset", "tools", make("div", "row", this.markButton, this.stopButton), choices, form);
    return this.toolbox;
  }

  asking() {
    this.lay(state.asking(this.data.patient), [[buttons.back, this.events.back]]);
    this.toolbox.disabled = true;
  }

  begun() {
    this.lay(null);
    this.toolbox.disabled = false;
  }

  pose(marks, width, height) {
    const now = performance.now();
    if (marks) this.seenAt = now;
    this.nobody = !marks && now - (this.seenAt ?? 0) > UNSEEN_MS;
    this.stage.show(marks, 3, width, height);
  }

  /** How long ago the last pose came, and how long a message takes there and back. */
  age(poseMs, wayMs) {
    const text = notNow(poseMs, wayMs) ?? (this.nobody ? state.unseen : null);
    setText(this.unseen, text ?? "");
    show(this.unseen, text);
    this.canvas.classList.toggle("old", poseMs > UNSEEN_MS);
  }

  state(now) {
    const held = now.held_s !== null && now.held_s !== undefined;
    setText(this.stageLine, now.advice ?? stages[now.stage] ?? "");
    setText(this.countLabel, held ? figures.held : figures.count);
    setText(this.count, held ? figures.seconds(now.held_s, now.target_s) : figures.of(now.count, now.target));
    setText(this.score, figures.points(now.score));
    setText(this.more, [figures.set(now.set, now.sets), now.sides && figures.sides(now.sides)].filter(Boolean).join(" · "));
    this.writeAngles(now);
    this.markButton.disabled = !now.set_id;
  }

  writeAngles({ angle, angles }) {
    const rows = angles.map(({ title, side, deg }) => [figures.side(title, side), deg]);
    if (!rows.length && angle) rows.push([angle.title, angle.deg]);
    this.angles.replaceChildren(
      ...rows.flatMap(([title, deg]) => [make("dt", "", title), make("dd", "", figures.degrees(deg))]),
    );
  }

  heard(cues) {
    for (const { text } of cues) this.line(this.said, text);
  }

  marked(time) {
    this.line(this.yours, did.marked(clock(time)));
  }

  cued({ text, problem }) {
    this.line(this.yours, problem ? did.unkept(text) : did.cued(text));
  }

  problem(text) {
    this.line(this.yours, text);
  }

  line(list, text) {
    list.prepend(make("li", "", text));
    while (list.children.length > KEPT_LINES) list.lastChild.remove();
  }

  /** Nothing of the patient stays on the page. */
  ended(why) {
    this.toolbox.disabled = true;
    this.stage.show(null, 3);
    show(this.unseen, false);
    for (const told of [this.stageLine, this.count, this.score, this.more]) setText(told, "");
    this.angles.replaceChildren();
    const choices = [[buttons.again, this.events.again], [buttons.back, this.events.back]];
    if (["over", "gone", "signed_out", "left"].includes(why)) choices.shift();
    this.lay((ended[why] ?? ended.closed)(this.data.patient), choices);
  }

  lay(text, choices = []) {
    show(this.card, text);
    this.card.replaceChildren();
    if (!text) return;
    const made = choices.map(([word, press]) => button("", word, press));
    this.card.append(make("p", "", text), make("div", "row", ...made));
  }

  close() {
    this.stage.close();
    this.board.remove();
  }
}

/** Why what is shown is not now, or null. */
export function notNow(poseMs, wayMs) {
  if (poseMs > UNSEEN_MS) return state.stale;
  if (wayMs > SLOW_MS) return state.slow(Math.round(wayMs / 1000));
  return null;
}
