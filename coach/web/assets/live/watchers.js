// Who asks to watch, and the sign that somebody does: never out of sight, with a way to end it.
import { button, make, show } from "./dom.js";
import { watched as words } from "./words.js";

export class Watchers {
  /** `answer(watch, yes)` tells the coach; `speak(text)` says it. The box is put where it is seen. */
  constructor(place, { answer, speak }) {
    this.answer = answer;
    this.speak = speak;
    this.box = make("div", "watchers");
    this.box.setAttribute("role", "status");
    this.box.hidden = true;
    place.prepend(this.box);
    this.told = { asking: [], watching: [] };
  }

  /** As the coach tells it: `{watch, name}` of those who ask, and of those who watch. */
  show({ asking, watching }) {
    const before = this.told;
    this.told = { asking, watching };
    if (JSON.stringify(before) === JSON.stringify(this.told)) return;
    this.box.replaceChildren(...watching.map((one) => this.sign(one)), ...asking.map((one) => this.question(one)));
    show(this.box, asking.length + watching.length);
    for (const text of news(before, this.told)) this.speak(text);
  }

  /** A new line to the coach: it tells who watches, if anybody does. */
  forget() {
    this.told = { asking: [], watching: [] };
    this.box.replaceChildren();
    show(this.box, false);
  }

  question({ watch, name }) {
    return make(
      "div",
      "asks",
      make("p", "", words.asks(name)),
      make("p", "small", words.what),
      make(
        "div",
        "answers",
        button("control main allow", words.allow, () => this.answer(watch, true)),
        button("control refuse", words.refuse, () => this.answer(watch, false)),
      ),
    );
  }

  sign({ watch, name }) {
    return make(
      "div",
      "watches",
      make("p", "", words.watches(name)),
      button("control unshare", words.end, () => this.answer(watch, false)),
    );
  }
}

/** What is said when this has changed. */
export function news(before, now) {
  const fresh = (list, old) => list.filter(({ watch }) => !old.some((one) => one.watch === watch));
  const said = [
    ...fresh(now.asking, before.asking).map(({ name }) => words.asks(name)),
    ...fresh(now.watching, before.watching).map(({ name }) => words.nowWatches(name)),
  ];
  if (before.watching.length && !now.watching.length) said.push(words.nobody);
  return said;
}
