// What a person chose on this device. A private window may refuse to remember: then it is forgotten.

const KEY = "back-coach.live";
const FIRST = { volume: 1, mute: false, voice: "", captions: true, size: "1", camera: "", facing: "user" };

export class Settings {
  constructor(store = safeStore()) {
    this.store = store;
    this.values = { ...FIRST };
    try {
      const kept = JSON.parse(store?.getItem(KEY) ?? "{}");
      for (const name of Object.keys(FIRST)) {
        if (typeof kept?.[name] === typeof FIRST[name]) this.values[name] = kept[name];
      }
    } catch {
      // What is kept there is not ours: begin afresh.
    }
  }

  get(name) {
    return this.values[name];
  }

  set(name, value) {
    this.values[name] = value;
    try {
      this.store?.setItem(KEY, JSON.stringify(this.values));
    } catch {
      // Full or forbidden: it holds until the page is closed.
    }
  }
}

function safeStore() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
