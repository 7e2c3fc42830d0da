// The sheet of keys, and whether they are on: somebody who speaks to the computer may want them off.
import { button, make } from "../live/dom.js";
import { KEYS } from "./keys.js";
import { words } from "./words.js";

const KEPT = "back-coach-review-keys";

export class HelpSheet {
  constructor(storage = safely(() => window.localStorage)) {
    this.storage = storage;
    this.on = safely(() => storage.getItem(KEPT)) !== "off";
    this.element = make("dialog", "help");
    this.element.setAttribute("aria-label", words.help);
    const list = make("dl", "", ...KEYS.flatMap(([key, what]) => [make("dt", "", key), make("dd", "", what)]));
    this.box = make("input", "");
    this.box.type = "checkbox";
    this.box.checked = this.on;
    this.box.addEventListener("change", () => this.keep());
    const close = button("main", words.close, () => this.element.close());
    this.element.append(make("h3", "", words.help), list, make("label", "ticked", this.box, words.keysOn), close);
  }

  toggle() {
    if (this.element.open) this.element.close();
    else this.element.showModal();
  }

  keep() {
    this.on = this.box.checked;
    safely(() => this.storage.setItem(KEPT, this.on ? "on" : "off"));
  }
}

function safely(ask) {
  try {
    return ask();
  } catch {
    return null;
  }
}
