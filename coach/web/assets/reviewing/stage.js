// The picture: the film where there is one and it is wanted, or the figure, with all that lies over it.
import { make } from "../live/dom.js";
import { fitted } from "./geometry.js";
import { paintBody, paintDrawing, paintMeasure } from "./painting.js";
import { words } from "./words.js";

export class Stage {
  /** `movement` may be null, `film` is the video element or null; `moved(kind, place)` gets touches. */
  constructor(movement, film, moved) {
    this.movement = movement;
    this.film = film;
    this.overFilm = Boolean(film);
    this.canvas = make("canvas", "");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", words.picture);
    this.element = make("div", "screen", film, this.canvas);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.canvas);
    this.shown = { at: 0, drawings: [], measured: [] };
    this.listen(moved);
    this.shape();
  }

  /** Film or figure. */
  choose(overFilm) {
    this.overFilm = overFilm && Boolean(this.film);
    this.shape();
    this.draw();
  }

  dropFilm() {
    this.film?.remove();
    this.film = null;
    this.choose(false);
  }

  close() {
    this.observer.disconnect();
  }

  /** Whether touches draw or place points, rather than scroll the page. */
  take(touches) {
    this.element.classList.toggle("taking", touches);
  }

  show(shown) {
    this.shown = shown;
    this.draw();
  }

  get box() {
    const whole = { left: 0, top: 0, width: 16 / 9, height: 1 };
    if (!this.movement) return whole;
    return this.overFilm ? this.movement.picture : this.movement.box;
  }

  get fit() {
    return fitted(this.box, this.canvas.clientWidth || 1, this.canvas.clientHeight || 1);
  }

  shape() {
    this.element.classList.toggle("film", this.overFilm);
    this.element.style.aspectRatio = `${this.box.width} / ${this.box.height}`;
    if (this.film) this.film.hidden = !this.overFilm;
  }

  draw() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    if (!width || !height) return;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const { scale, toScreen } = this.fit;
    const size = scale * this.box.height;
    const { at, drawings, measured } = this.shown;
    if (this.movement) {
      const points = this.movement.pointsAt(at);
      paintBody(pen, points, this.movement.packed, toScreen, { size, overFilm: this.overFilm });
    }
    for (const drawing of drawings) paintDrawing(pen, drawing, toScreen, size);
    paintMeasure(pen, measured, toScreen, size);
  }

  listen(moved) {
    const told = (kind) => (event) => {
      const area = this.canvas.getBoundingClientRect();
      const place = this.fit.toPicture([event.clientX - area.left, event.clientY - area.top]);
      if (kind === "down") this.canvas.setPointerCapture(event.pointerId);
      moved(kind, place, event);
    };
    this.canvas.addEventListener("pointerdown", told("down"));
    this.canvas.addEventListener("pointermove", told("move"));
    this.canvas.addEventListener("pointerup", told("up"));
    this.canvas.addEventListener("pointercancel", told("up"));
    this.canvas.addEventListener("click", told("click"));
  }
}
