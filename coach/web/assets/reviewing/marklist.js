// The moments that were marked in this set: those that wait first.
import { button, make, show } from "../live/dom.js";
import { clockWords, words } from "./words.js";

export class MarkList {
  /** `go(mark)`, `seen(mark)` and `away(mark)` are called for the buttons. */
  constructor(calls) {
    this.calls = calls;
    this.list = make("ul", "");
    this.element = make("section", "marks", make("h3", "", words.marks), this.list);
    this.element.hidden = true;
  }

  fill(marks) {
    const sorted = [...marks].sort((a, b) => Number(b.waiting) - Number(a.waiting) || a.time - b.time);
    this.list.replaceChildren(...sorted.map((mark) => this.line(mark)));
    show(this.element, marks.length > 0);
  }

  line(mark) {
    const { go, seen, away } = this.calls;
    const told = `${mark.title} ${clockWords(mark.time)}${mark.text ? `: ${mark.text}` : ""}`;
    const line = make("li", mark.waiting ? "waiting" : "", make("span", "told", told));
    if (mark.waiting) line.append(make("span", "tag", words.waiting));
    const named = (text, press) => {
      const made = button("small", text, () => press(mark));
      made.setAttribute("aria-label", `${text}: ${told}`);
      return made;
    };
    line.append(named(words.go, go));
    if (mark.waiting) line.append(named(words.seen, seen));
    if (mark.own) line.append(named(words.away, away));
    return line;
  }
}
