// What is drawn over the picture: the body, a measured angle, and what was drawn on the frame by hand.

export const COLORS = { left: "#0072b2", right: "#c2500a", middle: "#22302d" };
export const PENS = { orange: "#e8590c", blue: "#1864ab", black: "#1d2624", white: "#ffffff" };
const HALO = "rgba(255, 255, 255, 0.85)";
const HALO_OF_WHITE = "rgba(0, 0, 0, 0.6)";

/** The lines of the body; over a film they get a light edge so that they are seen on any picture. */
export function paintBody(pen, points, packed, toScreen, { size, overFilm }) {
  const width = Math.max(0.011 * size, 2);
  pen.lineCap = pen.lineJoin = "round";
  for (const [a, b, side] of packed.bones) {
    if (!points[a] || !points[b]) continue;
    line(pen, [points[a], points[b]].map(toScreen), COLORS[side], width, overFilm ? HALO : null);
  }
  const head = middle(packed.head.map((mark) => points[mark]));
  const neck = middle(packed.shoulders.map((mark) => points[mark]));
  if (!head) return;
  if (neck) line(pen, [neck, head].map(toScreen), COLORS.middle, width, overFilm ? HALO : null);
  if (overFilm) return;
  pen.fillStyle = COLORS.middle;
  pen.beginPath();
  pen.arc(...toScreen(head), 0.036 * size, 0, 2 * Math.PI);
  pen.fill();
}

/** The three points of a measured angle, as far as they are placed, with the sides between them. */
export function paintMeasure(pen, places, toScreen, size) {
  const shown = places.filter(Boolean).map(toScreen);
  if (shown.length > 1) line(pen, shown, "#7a1fa2", Math.max(0.008 * size, 2), HALO);
  for (const [x, y] of shown) {
    pen.fillStyle = "#7a1fa2";
    pen.strokeStyle = "#ffffff";
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(x, y, Math.max(0.014 * size, 5), 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

/** Lines and words as they are kept. */
export function paintDrawing(pen, drawing, toScreen, size) {
  pen.lineCap = pen.lineJoin = "round";
  for (const { color, points } of drawing.strokes ?? []) {
    const places = points.map(toScreen);
    if (places.length === 1) places.push([places[0][0] + 0.1, places[0][1]]);
    line(pen, places, PENS[color], Math.max(0.01 * size, 3), haloOf(color));
  }
  pen.font = `600 ${Math.max(0.05 * size, 15)}px system-ui, sans-serif`;
  pen.textBaseline = "middle";
  for (const { color, at, text } of drawing.words ?? []) {
    const [x, y] = toScreen(at);
    pen.lineWidth = 5;
    pen.strokeStyle = haloOf(color);
    pen.strokeText(text, x, y);
    pen.fillStyle = PENS[color];
    pen.fillText(text, x, y);
  }
}

function haloOf(color) {
  return color === "white" ? HALO_OF_WHITE : HALO;
}

function line(pen, places, color, width, halo) {
  pen.beginPath();
  places.forEach(([x, y], index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  if (halo) {
    pen.strokeStyle = halo;
    pen.lineWidth = width + 3;
    pen.stroke();
  }
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.stroke();
}

function middle(points) {
  const seen = points.filter(Boolean);
  if (!seen.length) return null;
  const mean = (axis) => seen.reduce((sum, point) => sum + point[axis], 0) / seen.length;
  return [mean(0), mean(1)];
}
