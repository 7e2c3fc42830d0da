// The whole screen for the sitting, where the device allows it.
import { buttons } from "./words.js";

export class FullScreen {
  /** `button` is shown and named as it has to be. */
  constructor(element, button) {
    this.element = element;
    this.button = button;
    button.hidden = !document.fullscreenEnabled;
    this.changed = () => (button.textContent = this.word);
    document.addEventListener("fullscreenchange", this.changed);
  }

  get word() {
    return document.fullscreenElement ? buttons.small : buttons.full;
  }

  /** For the settings: a small screen has no room for the button. */
  get tools() {
    return document.fullscreenEnabled ? [[this.word, () => this.turn()]] : [];
  }

  async turn() {
    if (document.fullscreenElement) await this.leave();
    else await this.element.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
  }

  async leave() {
    if (document.fullscreenElement) await document.exitFullscreen?.().catch(() => {});
  }

  close() {
    document.removeEventListener("fullscreenchange", this.changed);
  }
}
