// A suggestion where the person looks while this page is in the background: the tab's name, and if
// they want it a message of the browser. Quietly: no sound, nothing that has to be clicked away.

export class BeyondTab {
  constructor(store = safeStore()) {
    this.store = store;
    this.name = document.title;
    this.seen = () => document.visibilityState === "visible" && this.restore();
    document.addEventListener("visibilitychange", this.seen);
  }

  get on() {
    return this.store?.getItem(KEY) === "on" && globalThis.Notification?.permission === "granted";
  }

  /** Whether it is on now; asks the browser the first time. */
  async turn() {
    const wanted = !this.on;
    if (wanted && globalThis.Notification?.permission === "default") await Notification.requestPermission();
    try {
      this.store?.setItem(KEY, wanted ? "on" : "off");
    } catch {
      // A private window forgets it.
    }
    return this.on;
  }

  tell(text) {
    if (document.visibilityState === "visible") return;
    document.title = text;
    if (!this.on) return;
    try {
      this.message?.close();
      this.message = new Notification("Back Coach", { body: text, silent: true, tag: "back-coach-desk" });
      this.message.onclick = () => window.focus();
    } catch {
      // Some phones have messages only for installed pages.
    }
  }

  restore() {
    document.title = this.name;
    this.message?.close();
    this.message = null;
  }

  close() {
    document.removeEventListener("visibilitychange", this.seen);
    this.restore();
  }
}

const KEY = "back-coach.desk.outside";

function safeStore() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
