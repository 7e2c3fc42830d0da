// The recorded movement: points of the body and angles, frame by frame.
import { frameAt, holdsAt, unpack } from "./frames.js";

export class Movement {
  constructor(packed) {
    this.packed = packed;
    this.times = packed.times;
    this.numbers = unpack(packed.points);
    this.begin = this.times[0];
    this.end = this.times.at(-1);
    this.picture = { left: 0, top: 0, width: packed.aspect, height: 1 };
    const [left, top] = packed.origin;
    this.box = { left, top, width: packed.width, height: packed.height };
    this.known = new Map();
  }

  /** Where every landmark is at a time, in heights of the picture; null for what can't be seen. */
  pointsAt(at) {
    const { marks, scale, hidden, origin } = this.packed;
    const first = frameAt(this.times, at) * marks * 2;
    return Array.from({ length: marks }, (_, mark) => {
      const x = this.numbers[first + mark * 2];
      const y = this.numbers[first + mark * 2 + 1];
      if (x === hidden || x === undefined) return null;
      return [x / scale + origin[0], y / scale + origin[1]];
    });
  }

  viewAt(at) {
    return holdsAt(this.packed.views, at) ?? "unknown";
  }

  /** The lines of an angle: values over the frames, NaN where nothing was seen. */
  lines(angle) {
    if (!this.known.has(angle.key)) {
      const read = ({ side, values }) => ({
        side,
        values: Float32Array.from(unpack(values), (value) => (value === angle.hidden ? NaN : value / angle.steps)),
      });
      this.known.set(angle.key, angle.lines.map(read));
    }
    return this.known.get(angle.key);
  }
}
