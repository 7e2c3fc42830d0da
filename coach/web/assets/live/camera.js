// The camera: opening, choosing, and all that can happen to it.
import { camera as words } from "./words.js";

export class CameraProblem extends Error {}

export class Camera {
  /** `events`: `frame(at)` for each new picture (ms), `problem(text)`, `fine()`. */
  constructor(video, settings, events) {
    this.video = video;
    this.settings = settings;
    this.events = events;
    this.turn = 0;
    this.changed = () => this.afterChange();
  }

  get stream() {
    return this.track ? this.video.srcObject : null;
  }

  /** Whether the picture is shown as in a mirror: not when the camera looks away from the screen. */
  get mirrored() {
    const facing = this.track?.getSettings?.().facingMode;
    if (facing) return facing !== "environment";
    return !/back|rear|environment/i.test(this.track?.label ?? "");
  }

  async open() {
    this.close();
    this.turn += 1;
    const turn = this.turn;
    try {
      const stream = await this.ask();
      if (turn !== this.turn) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      await this.use(stream, turn);
      this.events.fine();
    } catch (error) {
      if (turn === this.turn) this.events.problem(told(error));
    }
  }

  close() {
    this.turn += 1;
    navigator.mediaDevices?.removeEventListener?.("devicechange", this.changed);
    const track = this.track;
    this.track = null;
    if (track) {
      track.onended = track.onmute = track.onunmute = null;
      track.stop();
    }
    this.video.srcObject = null;
  }

  choose(id) {
    this.settings.set("camera", id);
    return this.open();
  }

  /** From the front to the back camera of a phone, or to the next camera of a computer. */
  async next() {
    const facing = this.track?.getSettings?.().facingMode;
    if (facing) {
      this.settings.set("camera", "");
      this.settings.set("facing", facing === "environment" ? "user" : "environment");
      return this.open();
    }
    const all = await this.list();
    const now = all.findIndex((one) => one.id === this.track?.getSettings?.().deviceId);
    if (all.length > 1) return this.choose(all[(now + 1) % all.length].id);
  }

  async list() {
    const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    return all
      .filter((one) => one.kind === "videoinput")
      .map((one, index) => ({ id: one.deviceId, label: one.label || `${index + 1}` }));
  }

  async ask() {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new CameraProblem(window.isSecureContext ? words.none : words.insecure);
    }
    const size = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 } };
    const chosen = this.settings.get("camera");
    const which = chosen ? { deviceId: { exact: chosen } } : { facingMode: this.settings.get("facing") };
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...which } });
    } catch (error) {
      if (!["OverconstrainedError", "NotFoundError"].includes(error.name)) throw error;
      // The chosen camera is gone, or can't do that: any camera is better than none.
      return navigator.mediaDevices.getUserMedia({ audio: false, video: true });
    }
  }

  async use(stream, turn) {
    const [track] = stream.getVideoTracks();
    this.track = track;
    track.onended = () => this.events.problem(words.ended);
    track.onmute = () => this.events.problem(words.interrupted);
    track.onunmute = () => this.events.fine();
    navigator.mediaDevices.addEventListener?.("devicechange", this.changed);
    this.video.srcObject = stream;
    await this.video.play().catch((error) => {
      if (error.name !== "AbortError") throw error;
    });
    this.watch(turn);
  }

  watch(turn) {
    let before = -1;
    const seen = (now, data) => {
      if (turn !== this.turn || !this.track) return;
      next();
      const captured = data?.captureTime;
      // Some cameras have no clock, or one of their own.
      const at = captured > now - 1000 && captured <= performance.now() ? captured : now;
      if (at > before) {
        before = at;
        this.events.frame(at);
      }
    };
    const next = () => {
      if (this.video.requestVideoFrameCallback) this.video.requestVideoFrameCallback(seen);
      else requestAnimationFrame((now) => seen(now));
    };
    next();
  }

  async afterChange() {
    const all = await this.list();
    const mine = this.track?.getSettings?.().deviceId;
    const there = this.track?.readyState === "live" && all.some((one) => one.id === mine);
    if (!there && all.length) this.open();
  }
}

function told(error) {
  if (error instanceof CameraProblem) return error.message;
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return words.refused;
    case "NotFoundError":
    case "OverconstrainedError":
      return words.missing;
    case "NotReadableError":
    case "AbortError":
      return words.busy;
    default:
      return words.other;
  }
}
