// The body as it is sent to those who watch: see `packed` in coach/live/glance.py.
const STEPS = 8192;
const POINTS = 33;

/** 33 times x, y (shares of the picture) and visibility (0..1), or null when nobody was seen. */
export function unpack(text) {
  if (!text) return null;
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const marks = new Float32Array(3 * POINTS);
  for (let i = 0; i < POINTS; i += 1) {
    marks[3 * i] = view.getInt16(4 * i, true) / STEPS;
    marks[3 * i + 1] = view.getInt16(4 * i + 2, true) / STEPS;
    marks[3 * i + 2] = bytes[4 * POINTS + i] / 255;
  }
  return marks;
}
