// The figure to step into: the exercise's own start position, or a plain one until there is one.

// Joints in units of the figure's height, the middle of the body at x = 0.
const PLAIN = {
  front: {
    head: [0, 0.085],
    lines: [
      [[0, 0.17], [0, 0.5]],
      [[-0.1, 0.22], [0.1, 0.22]],
      [[-0.1, 0.22], [-0.135, 0.37], [-0.15, 0.51]],
      [[0.1, 0.22], [0.135, 0.37], [0.15, 0.51]],
      [[-0.055, 0.5], [-0.065, 0.73], [-0.07, 0.96]],
      [[0.055, 0.5], [0.065, 0.73], [0.07, 0.96]],
    ],
  },
  side: {
    head: [0.015, 0.085],
    lines: [
      [[0, 0.18], [0, 0.5]],
      [[0, 0.22], [0.005, 0.37], [0.03, 0.5]],
      [[0, 0.5], [0.015, 0.73], [0, 0.95], [0.085, 0.965]],
    ],
  },
  chair: {
    head: [-0.02, 0.16],
    lines: [
      [[-0.04, 0.27], [-0.05, 0.6]],
      [[-0.04, 0.31], [-0.01, 0.46], [0.1, 0.54]],
      [[-0.05, 0.6], [0.2, 0.6], [0.2, 0.93], [0.285, 0.945]],
    ],
  },
};

/** What to draw for an exercise. `own`: areas in units of the height of their box. */
export function outlineOf(own, exercise) {
  if (own?.shapes?.length) return { own };
  if (exercise.position === "floor") return { mat: true };
  if (exercise.position === "chair") return { plain: PLAIN.chair };
  const views = exercise.views ?? [];
  return { plain: views.some((view) => view.startsWith("side")) ? PLAIN.side : PLAIN.front };
}

/** Draws it into the box; `fitting` when the person stands well, `mirrored` as the picture is. */
export function figure(pen, box, outline, fitting, mirrored) {
  const layer = new OffscreenCanvas(Math.ceil(box.width), Math.ceil(box.height));
  const shape = layer.getContext("2d");
  shape.lineCap = shape.lineJoin = "round";
  for (const [color, extra] of [[fitting ? "#bff0d8" : "#ffffff", 0.012], ["#2a3a36", 0]]) {
    shape.strokeStyle = shape.fillStyle = color;
    if (outline.own) known(shape, box, outline.own, extra, mirrored);
    else if (outline.mat) mat(shape, box, extra);
    else body(shape, box, outline.plain, extra);
  }
  pen.save();
  pen.globalAlpha = fitting ? 0.3 : 0.5;
  pen.drawImage(layer, box.x, box.y);
  pen.restore();
}

function body(shape, box, plain, extra) {
  const tall = 0.86 * box.height;
  const at = ([x, y]) => [box.width / 2 + x * tall, 0.07 * box.height + y * tall];
  shape.lineWidth = (0.075 + 2 * extra) * tall;
  for (const line of plain.lines) {
    shape.beginPath();
    line.forEach((point, index) => (index ? shape.lineTo(...at(point)) : shape.moveTo(...at(point))));
    shape.stroke();
  }
  shape.beginPath();
  shape.arc(...at(plain.head), ((plain.headSize ?? 0.06) + extra) * tall, 0, 2 * Math.PI);
  shape.fill();
}

function mat(shape, box, extra) {
  const edge = extra * box.height;
  const [x, y, width, height] = [0.1 * box.width, 0.5 * box.height, 0.8 * box.width, 0.36 * box.height];
  shape.beginPath();
  shape.roundRect(x - edge, y - edge, width + 2 * edge, height + 2 * edge, 0.1 * box.height);
  shape.fill();
}

function known(shape, box, own, extra, mirrored) {
  const unit = 0.86 * Math.min(box.height, box.width / own.width);
  const left = (box.width - unit * own.width) / 2;
  const top = 0.6 * (box.height - unit);
  const at = ([x, y]) => [left + unit * (mirrored ? own.width - x : x), top + unit * y];
  for (const { points, pen } of own.shapes) {
    shape.lineWidth = unit * pen + 2 * extra * box.height;
    shape.beginPath();
    points.forEach((point, index) => (index ? shape.lineTo(...at(point)) : shape.moveTo(...at(point))));
    shape.closePath();
    shape.fill();
    shape.stroke();
  }
}
