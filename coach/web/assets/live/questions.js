// Stop, pain, settings: while a question is open, or the page is out of sight, nothing is counted.
import { askPain, askStop, showSettings } from "./dialogs.js";

const MOST_PAIN = 5; // above this the set ends

export class Questions {
  /**
   * `command(name, more)` tells the coach; `gentle()` and `stopping()` are said to the person;
   * `away()` tells whether the page is out of sight.
   */
  constructor(host, { command, gentle, stopping, away }) {
    Object.assign(this, { host, command, gentle, stopping, away });
    this.stage = null;
    this.dialog = null;
  }

  /** Told with every update; a set may begin behind a question. */
  follow(stage) {
    this.stage = stage;
    if (stage !== "active") this.asked = false;
    this.hold();
  }

  hold() {
    if (this.stage !== "active" || this.asked || !(this.dialog || this.away())) return;
    this.asked = true;
    this.held = Boolean(this.dialog);
    this.command("pause");
  }

  stop() {
    this.open(() => askStop(this.host, { stop: () => this.end("stopped"), on: () => this.goOn() }));
  }

  pain() {
    this.open(() =>
      askPain(this.host, {
        pain: (value) => this.hurts(value),
        sharp: () => this.end("sharp_pain"),
        on: () => this.goOn(),
      }),
    );
  }

  settings(options) {
    this.open(() => showSettings(this.host, { ...options, on: () => this.goOn() }));
  }

  /** Without an answer. */
  close() {
    this.dialog?.end();
    this.dialog = null;
    this.held = false;
  }

  open(ask) {
    if (this.dialog) return;
    this.dialog = ask();
    this.hold();
  }

  goOn() {
    this.dialog = null;
    if (this.held) this.command("resume");
    this.held = this.asked = false;
  }

  hurts(value) {
    if (value > MOST_PAIN) {
      this.end("pain", value);
      return;
    }
    this.command("pain", { pain: value });
    this.gentle();
    this.goOn();
  }

  end(reason, pain) {
    this.dialog = null;
    this.held = false;
    this.command("stop", pain === undefined ? { reason } : { reason, pain });
    this.stopping();
  }
}
