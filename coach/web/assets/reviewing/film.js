// The video of a set as the clock sees it: in seconds of the set, which begins before or after the film.
import { make } from "../live/dom.js";

const INTO_THE_FRAME_S = 0.001;
const ITS_END_S = 0.05;

export class Film {
  constructor({ url, from }, { broken, shown }) {
    this.from = from;
    this.element = make("video", "");
    Object.assign(this.element, { muted: true, playsInline: true, preload: "auto", disableRemotePlayback: true });
    this.element.setAttribute("playsinline", "");
    this.element.setAttribute("aria-hidden", "true");
    this.element.addEventListener("error", broken);
    for (const name of ["seeked", "loadeddata"]) this.element.addEventListener(name, shown);
    this.element.src = new URL(url, document.baseURI).href;
  }

  get at() {
    return this.element.currentTime + this.from;
  }

  get loaded() {
    return this.element.readyState > 0;
  }

  /** Whether the film shows this time of the set: it may begin later or end sooner. */
  covers(at) {
    const { duration } = this.element;
    const end = Number.isFinite(duration) ? duration - ITS_END_S : Infinity;
    return at >= this.from - ITS_END_S && at - this.from < end;
  }

  get paused() {
    return this.element.paused;
  }

  seek(to) {
    const go = () => (this.element.currentTime = Math.max(to - this.from, 0) + INTO_THE_FRAME_S);
    if (this.loaded) return go();
    // A phone loads nothing before the first touch and forgets a place set before that.
    this.wanted = go;
    if (this.waits) return undefined;
    this.waits = true;
    this.element.addEventListener("loadedmetadata", () => this.wanted(), { once: true });
    return this.element.load();
  }

  rate(rate) {
    // A video that is loaded anew goes back to its default.
    this.element.defaultPlaybackRate = this.element.playbackRate = rate;
  }

  play() {
    return this.element.play();
  }

  pause() {
    this.element.pause();
  }

  close() {
    this.pause();
    this.element.removeAttribute("src");
    this.element.load();
  }
}
