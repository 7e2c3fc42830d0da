// A review: picture, chart, table and tools of one set, kept together by one clock.
import { make, setText, show } from "../live/dom.js";
import { actionsOf } from "./actions.js";
import { Chart } from "./chart.js";
import { Clock } from "./clock.js";
import { Controls } from "./controls.js";
import { Drawing } from "./drawing.js";
import { Film } from "./film.js";
import { HelpSheet } from "./helpsheet.js";
import { actionOf } from "./keys.js";
import { MarkList } from "./marklist.js";
import { Measuring } from "./measuring.js";
import { Movement } from "./movement.js";
import { Playback } from "./playback.js";
import { Stage } from "./stage.js";
import { Table } from "./table.js";
import { faultWords, words } from "./words.js";

const DRAWN_BEFORE_S = 0.05;
const DRAWN_AFTER_S = 0.5;

export class Review {
  constructor(parent, component) {
    const { data } = component;
    this.id = data.id;
    this.component = component;
    this.rows = data.rows;
    this.faults = data.faults;
    this.movement = data.movement ? new Movement(data.movement) : null;
    this.film = data.video ? new Film(data.video, this.filmCalls()) : null;
    const { begin, end } = this.movement ?? { begin: 0, end: data.duration };
    this.clock = new Clock(begin, end);
    this.playback = new Playback(this.clock, this.film, () => this.render());
    this.tool = null;
    this.actions = actionsOf(this);
    this.build(parent, data);
    this.keys = (event) => this.press(event);
    window.addEventListener("keydown", this.keys);
    this.refresh(component);
    if (data.at !== null) this.playback.seek(data.at);
    this.render();
  }

  close() {
    window.removeEventListener("keydown", this.keys);
    this.playback.close();
    this.stage.close();
    this.chart?.close();
    this.root.remove();
  }

  /** The page was drawn anew: marks may have come or gone, names may be hidden, something was kept. */
  refresh(component) {
    this.component = component;
    const { marks, presenting, answer } = component.data;
    this.presenting = presenting;
    this.marks = marks.filter((mark) => mark.time !== null).map((mark) => ({ ...mark, start: mark.time }));
    this.controls.mark(this.marks);
    this.chart?.mark(this.marks);
    this.list.fill(presenting ? [] : this.marks);
    this.root.classList.toggle("presenting", presenting);
    if (answer && answer.id === this.asked) {
      this.asked = null;
      this.drawing.answered(answer.problem);
    }
    this.render();
  }

  build(parent, data) {
    this.root = make("section", "back-coach-review");
    this.root.setAttribute("aria-label", words.review);
    const style = make("link", "");
    style.rel = "stylesheet";
    style.href = new URL("reviewing.css", import.meta.url).href;
    const pictured = Boolean(this.movement || this.film);
    this.stage = new Stage(this.movement, this.film?.element ?? null, (...touch) => this.touch(...touch));
    this.controls = new Controls(
      this.clock,
      { rows: this.rows.length, faults: this.faults.length, movement: this.movement, both: this.movement && this.film },
      (action, value) => this.act(action, value),
    );
    this.status = make("p", "status");
    this.status.setAttribute("role", "status");
    this.drawing = new Drawing(() => this.middle(), { changed: () => this.render(), save: (drawn) => this.keep(drawn) });
    this.measuring = this.movement ? new Measuring(this.movement, data.errors, () => this.render()) : null;
    this.list = new MarkList({
      go: (mark) => this.goTo(mark.time),
      seen: (mark) => this.tellServer("seen", mark.id),
      away: (mark) => this.tellServer("away", mark.id),
    });
    this.table = new Table(this.rows, {
      jump: (row) => this.jump(row),
      judge: (row) => this.judge(row),
    });
    const hasChart = this.movement && this.movement.packed.angles.length;
    this.chart = hasChart ? new Chart(this.movement, this.rows, this.faults, (at) => this.playback.seek(at)) : null;
    this.help = new HelpSheet();
    const left = make("div", "left", this.stage.element, this.controls.element, this.status, this.measuring?.element, this.drawing.element);
    const right = make("div", "right", this.chart?.element, this.list.element, this.table.element);
    if (!pictured) left.replaceChildren(make("p", "note", words.nothing));
    this.root.append(style, left, right, this.help.element);
    parent.querySelectorAll(".back-coach-review").forEach((old) => old.remove());
    parent.append(this.root);
  }

  filmCalls() {
    return {
      broken: () => this.filmGone(),
      shown: () => this.render(),
    };
  }

  filmGone() {
    if (!this.film) return;
    this.playback.choose(false);
    this.playback.film = this.film = null;
    this.stage.dropFilm();
    this.say(words.gone);
    this.controls.change.hidden = true;
    if (!this.movement) show(this.stage.element, false);
    this.render();
  }

  press(event) {
    if (event.defaultPrevented || this.help.element.open) return;
    const action = actionOf(event, event.composedPath()[0]);
    if (!action || !this.act(action, undefined, true)) return;
    event.preventDefault();
  }

  /** Does what a button or a key asks for; false where keys are off. */
  act(action, value, byKey = false) {
    if (byKey && !this.help.on && action !== "help") return false;
    this.actions[action](value);
    return true;
  }

  goTo(at) {
    this.playback.pause();
    this.playback.seek(at);
  }

  jump(row) {
    if (!row) return;
    if (this.clock.loop) this.repeat(row);
    this.playback.seek(row.start);
  }

  /** Below the player somebody says what they think of it. */
  judge(row) {
    this.tellServer("repetition", row.number);
    document.querySelector(`.st-key-${CSS.escape(this.component.data.judging)}`)?.scrollIntoView({ block: "center" });
  }

  jumpToFault(fault) {
    this.say(fault ? faultWords(fault, this.faults.indexOf(fault), this.faults.length) : words.noFault);
    if (!fault) return;
    if (this.clock.loop) this.repeat(this.rows.find((row) => row.number === fault.number) ?? null);
    this.chart?.chooseKey(fault.measure);
    this.goTo(fault.start);
  }

  jumpToMark(mark) {
    // Somebody's name may be in the words.
    if (!this.presenting) this.say(mark ? mark.text : words.noMark);
    if (mark) this.goTo(mark.time);
  }

  repeat(row) {
    this.playback.repeat(row);
    this.chart?.look(this.clock.loop);
  }

  change(overFilm) {
    if (!this.film || !this.movement) return;
    this.stage.choose(overFilm);
    this.playback.choose(overFilm);
  }

  take(tool) {
    if (tool === "measure" && !this.measuring) return;
    if (tool) this.playback.pause();
    this.tool = tool;
    this.measuring?.open(tool === "measure");
    this.drawing.open(tool === "draw");
    this.stage.take(tool !== null);
    this.render();
  }

  touch(kind, place, event) {
    if (this.tool === "draw") this.drawing.touch(kind, place);
    if (this.tool === "measure" && kind === "down")
      this.measuring.tap(place, this.clock.now, this.stage.fit.scale, event.pointerType === "touch");
    if (!this.tool && kind === "click") this.playback.toggle();
  }

  middle() {
    const { left, top, width, height } = this.stage.box;
    return [left + width / 3, top + height / 2];
  }

  keep(drawn) {
    this.asked = `${this.id}-${Date.now()}`;
    this.tellServer("drawing", { id: this.asked, time: this.clock.now, drawing: drawn });
  }

  tellServer(name, value) {
    this.component.setTriggerValue(name, value);
  }

  say(text) {
    setText(this.status, text);
  }

  drawings() {
    const at = this.clock.now;
    const here = ({ drawing, time }) => drawing && at >= time - DRAWN_BEFORE_S && at <= time + DRAWN_AFTER_S;
    const kept = this.marks.filter(here).map((mark) => mark.drawing);
    return this.tool === "draw" ? [...kept, this.drawing.sketch.data()] : kept;
  }

  render() {
    if (!this.table) return;
    const at = this.clock.now;
    const measured = this.tool === "measure" ? this.measuring.tell(at) : [];
    this.stage.show({ at, drawings: this.marks ? this.drawings() : [], measured });
    this.controls.move(at);
    this.controls.tell({ tool: this.tool, overFilm: this.stage.overFilm, presenting: this.presenting });
    this.chart?.move(at);
    this.table.move(at);
  }
}
