// How a sitting leaves the page: done, stopped, taken over, or shut.
import { buttons, link, over, screen } from "./words.js";

const SEE_MS = 6000;
const UPLOAD_MS = 12000;
const RELOAD = [1003, 1009];
const TOO_FAST = 4429;

export class Endings {
  /** `begin()` starts anew; `told(name, value)` tells the app; `uploaded()` when videos are sent. */
  constructor(panel, { begin, told, uploaded }) {
    Object.assign(this, { panel, begin, told, uploaded });
  }

  async over({ ended, sets }, role) {
    const [title, text] = over[ended] ?? over.done;
    if (role === "camera") {
      this.panel.close(title, screen.away, []);
      return;
    }
    const see = () => {
      clearTimeout(this.timer);
      if (!this.seen) this.told("over", { sets, ended });
      this.seen = true;
    };
    this.panel.close(title, text, [[buttons.see, see]]);
    const patience = new Promise((go) => setTimeout(go, UPLOAD_MS));
    const shown = new Promise((go) => (this.timer = setTimeout(go, SEE_MS)));
    await Promise.all([shown, Promise.race([this.uploaded(), patience])]);
    if (!this.gone) see();
  }

  taken() {
    this.panel.close(...link.taken, [[buttons.here, this.begin], this.back()]);
  }

  refused(told, code) {
    const choices = [this.back()];
    if (RELOAD.includes(code)) choices.unshift([buttons.reload, () => location.reload()]);
    if (code === TOO_FAST) choices.unshift([buttons.again, this.begin]);
    this.panel.close(...told, choices);
  }

  back() {
    return [buttons.back, () => this.told("left", true)];
  }

  /** The page goes away: nothing is told any more. */
  close() {
    this.gone = true;
    clearTimeout(this.timer);
  }
}
