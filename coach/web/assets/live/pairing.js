// On the second screen: the code to scan until the camera is there, and waiting when it goes away.
import { make, show } from "./dom.js";
import { screen as words } from "./words.js";

export class Pairing {
  constructor(panel, pair) {
    this.panel = panel;
    this.pair = pair;
    this.seen = false;
  }

  start() {
    if (!this.box) {
      this.box = make("div", "pairing");
      this.panel.canvas.after(this.box);
    }
    this.camera(false);
  }

  camera(present) {
    if (!this.box) return;
    this.seen ||= present;
    show(this.box, !present);
    this.panel.live.classList.toggle("without-camera", !present);
    if (present) return;
    this.box.replaceChildren();
    if (this.pair?.svg) {
      const code = make("div", "code");
      code.innerHTML = this.pair.svg;
      this.box.append(code);
    }
    const text = this.seen ? [words.waiting, words.waitingNote] : [words.pair, words.pairNote];
    if (!this.pair) text.splice(0, 2, words.waiting, "");
    this.box.append(make("div", "", make("h2", "", text[0]), make("p", "", text[1])));
    if (this.pair?.url) this.box.append(make("p", "address", this.pair.url));
  }
}
