// Two movements of one box, drawn at a moment of each: the first with full lines, the second dashed.
const LOOKS = [
  { color: "#0b665a", dash: [], width: 0.013 },
  { color: "#b4530a", dash: [0.03, 0.022], width: 0.011 },
];

class Pair {
  constructor(source) {
    this.source = source;
    this.points = unpack(source.points);
    this.size = source.frames * source.marks * 2;
  }

  // The frame of one of the two at a share of the movement, 0..100.
  frame(share) {
    const last = this.source.frames - 1;
    return Math.min(Math.max(Math.round((share / 100) * last), 0), last);
  }

  // `share` is where each is in its own movement; `apart` draws them beside each other.
  draw(pen, width, height, shares, apart) {
    pen.clearRect(0, 0, width, height);
    const boxes = apart ? 2 : 1;
    const unit = Math.min(width / (this.source.width * boxes), height / this.source.height);
    const free = (width / boxes - this.source.width * unit) / 2;
    for (const which of [0, 1]) {
      const left = free + (apart && which ? width / 2 : 0);
      this.figure(pen, which, shares[which], { unit, left, size: this.source.height * unit });
    }
  }

  figure(pen, which, share, { unit, left, size }) {
    const look = LOOKS[which];
    const first = which * this.size + this.frame(share) * this.source.marks * 2;
    const place = (mark) => this.place(first + mark * 2, unit, left);
    pen.save();
    pen.lineCap = "butt";
    pen.lineWidth = look.width * size;
    pen.strokeStyle = pen.fillStyle = look.color;
    pen.setLineDash(look.dash.map((length) => length * size));
    for (const [from, to] of this.source.bones) line(pen, place(from), place(to));
    const head = middle(this.source.head.map(place));
    if (head) {
      line(pen, middle(this.source.shoulders.map(place)), head);
      pen.beginPath();
      pen.arc(...head, 0.036 * size, 0, 2 * Math.PI);
      pen.stroke();
    }
    pen.restore();
  }

  place(at, unit, left) {
    const [x, y] = [this.points[at], this.points[at + 1]];
    const { scale, hidden } = this.source;
    return x === hidden || x === undefined ? null : [left + (x / scale) * unit, (y / scale) * unit];
  }
}

function line(pen, from, to) {
  if (!from || !to) return;
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}

// Where each is in its movement, so many seconds after both began at their own pace: the way out
// and the way back are as long as they were.
function shareAt(seconds, length, turn) {
  if (length <= 0) return 100;
  const at = Math.min(Math.max(seconds, 0), length);
  const half = turn ?? length / 2;
  if (half <= 0 || half >= length) return (at / length) * 100;
  return at <= half ? (50 * at) / half : 50 + (50 * (at - half)) / (length - half);
}

// The seconds after its beginning at which a movement is at this share, as `shareAt` backwards.
function secondsAt(share, length, turn) {
  const half = turn === null || turn <= 0 || turn >= length ? length / 2 : turn;
  return share <= 50 ? (share / 50) * half : half + ((share - 50) / 50) * (length - half);
}
