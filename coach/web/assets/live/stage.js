// What is drawn over the picture: the skeleton, and before a set the figure to step into.
import { BONES, HEAD, JOINTS, SHOULDERS } from "./bones.js";
import { figure } from "./silhouette.js";

const COLORS = { left: "#3d9fd6", right: "#f0a020", middle: "#ffffff" };
const EDGE = "#14201e";
const SEEN = 0.4;

export class Stage {
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.mirrored = true;
    this.marks = null;
    this.size = [4, 3];
    this.outline = null;
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(canvas);
  }

  /** `marks`: 33 landmarks one after the other, `stride` numbers each, visibility last. */
  show(marks, stride, width, height) {
    this.marks = marks;
    this.stride = stride;
    if (width && height) this.size = [width, height];
    this.draw();
  }

  /** A shape to step into, or null. */
  invite(outline, fitting) {
    if (outline === this.outline && fitting === this.fitting) return;
    this.outline = outline;
    this.fitting = fitting;
    this.draw();
  }

  close() {
    this.observer.disconnect();
  }

  draw() {
    const { canvas, pen } = this;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.round(side * ratio));
    if (!width || !height) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    pen.clearRect(0, 0, width, height);
    const unit = Math.min(width / this.size[0], height / this.size[1]);
    const box = { width: this.size[0] * unit, height: this.size[1] * unit };
    box.x = (width - box.width) / 2;
    box.y = (height - box.height) / 2;
    if (this.outline) figure(pen, box, this.outline, this.fitting, this.mirrored);
    if (this.marks) this.skeleton(box);
  }

  skeleton(box) {
    const thick = Math.max(0.011 * Math.max(box.width, box.height), 4);
    const place = (mark) => this.place(mark, box);
    // A dark edge keeps the lines visible before a bright wall.
    for (const edge of [true, false]) {
      for (const [a, b, side] of BONES) {
        this.line(place(a), place(b), edge ? EDGE : COLORS[side], edge ? 1.7 * thick : thick);
      }
    }
    for (const mark of JOINTS) this.dot(place(mark), 0.75 * thick, "#ffffff");
    const head = middle(HEAD.map(place));
    const neck = middle(SHOULDERS.map(place));
    if (!head) return;
    if (neck) this.line(neck, head, COLORS.middle, 0.7 * thick);
    this.dot(head, 1.8 * thick, COLORS.middle);
  }

  place(mark, box) {
    const first = mark * this.stride;
    if (!(this.marks[first + this.stride - 1] > SEEN)) return null;
    const x = this.mirrored ? 1 - this.marks[first] : this.marks[first];
    return [box.x + x * box.width, box.y + this.marks[first + 1] * box.height];
  }

  line(from, to, color, width) {
    if (!from || !to) return;
    const { pen } = this;
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.lineCap = "round";
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  }

  dot(at, radius, color) {
    if (!at) return;
    const { pen } = this;
    pen.fillStyle = color;
    pen.strokeStyle = EDGE;
    pen.lineWidth = 0.3 * radius;
    pen.beginPath();
    pen.arc(...at, radius, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

function middle(points) {
  const seen = points.filter(Boolean);
  if (!seen.length) return null;
  return [0, 1].map((axis) => seen.reduce((sum, point) => sum + point[axis], 0) / seen.length);
}
