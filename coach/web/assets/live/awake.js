// Keeps the screen on while somebody exercises far from it.

export class Awake {
  constructor() {
    this.wanted = false;
    this.seen = () => this.wanted && document.visibilityState === "visible" && this.take();
  }

  keep() {
    this.wanted = true;
    document.addEventListener("visibilitychange", this.seen);
    this.take();
  }

  async take() {
    try {
      const lock = await navigator.wakeLock?.request("screen");
      if (this.wanted) this.lock = lock;
      else lock?.release();
    } catch {
      // On low battery a device may refuse.
    }
  }

  release() {
    this.wanted = false;
    document.removeEventListener("visibilitychange", this.seen);
    this.lock?.release().catch(() => {});
  }
}
