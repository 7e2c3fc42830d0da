// The table of repetitions; each can be jumped to, and given to the therapist's judgement.
import { button, make } from "../live/dom.js";
import { clockWords, rowTitle, words } from "./words.js";

export class Table {
  /** `jump(row)` and `judge(row)` are called for the buttons. */
  constructor(rows, { jump, judge }) {
    this.rows = rows;
    this.lines = rows.map((row) => this.line(row, jump, judge));
    this.element = make("div", "table");
    if (!rows.length) {
      this.element.append(make("p", "note", words.empty));
      return;
    }
    const heads = words.columns.map((name) => {
      const cell = make("th", "", name);
      cell.scope = "col";
      return cell;
    });
    const caption = make("caption", "", words.review);
    this.element.append(
      make("table", "", caption, make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...this.lines)),
    );
  }

  line(row, jump, judge) {
    const go = button("go", rowTitle(row), () => jump(row));
    const head = make("th", "", go);
    head.scope = "row";
    const cells = [
      [`${clockWords(row.start)}–${clockWords(row.end)}`, "when"],
      [row.range === null ? "" : `${Math.round(row.range)}°`, "range"],
      [row.turn === null ? "" : `${(row.turn - row.start).toFixed(1)} s, ${(row.end - row.turn).toFixed(1)} s`, "tempo"],
      [row.score === null ? "" : `${Math.round(row.score)}`, "score"],
      [[row.faults.map((title) => `▲ ${title}`).join("\n"), row.note].filter(Boolean).join("\n"), "look"],
    ].map(([text, name]) => make("td", text ? name : `${name} none`, text));
    cells.forEach((cell, index) => cell.setAttribute("data-title", words.columns[index + 1]));
    const last = make("td", "judge");
    if (row.kind === "repetition") {
      const press = button("small", words.judge, () => judge(row));
      press.setAttribute("aria-label", `${words.judge} ${rowTitle(row).toLowerCase()}`);
      last.append(press);
    }
    return make("tr", row.kind, head, ...cells, last);
  }

  /** Shows in which row the clock is. */
  move(at) {
    this.rows.forEach((row, index) => {
      const on = at >= row.start - 0.02 && at < row.end;
      const line = this.lines[index];
      if (line.classList.contains("now") === on) return;
      line.classList.toggle("now", on);
      if (on) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    });
  }
}
