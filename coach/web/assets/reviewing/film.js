// The video of a set as the clock sees it: in seconds of the set, which begins before or after the film.
import { make } from "../live/dom.js";

const INTO_THE_FRAME_S = 0.001;

export class Film {
  constructor({ url, from }, { broken, ended, shown }) {
    this.from = from;
    this.element = make("video", "");
    Object.assign(this.element, { muted: true, playsInline: true, preload: "auto", disableRemotePlayback: true });
    this.element.setAttribute("playsinline", "");
    this.element.setAttribute("aria-hidden", "true");
    this.element.addEventListener("error", broken);
    this.element.addEventListener("ended", ended);
    for (const name of ["seeked", "loadeddata"]) this.element.addEventListener(name, shown);
    this.element.src = new URL(url, document.baseURI).href;
  }

  get at() {
    return this.element.currentTime + this.from;
  }

  get loaded() {
    return this.element.readyState > 0;
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
