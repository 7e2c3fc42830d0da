// Angles between points of the picture. Points are [x, y] in heights of the picture, y down.

const DEGREES = 180 / Math.PI;

/** The angle at `middle` between the other two, 0 to 180 degrees; NaN where two fall together. */
export function angleAt(first, middle, last) {
  const [ax, ay] = [first[0] - middle[0], first[1] - middle[1]];
  const [bx, by] = [last[0] - middle[0], last[1] - middle[1]];
  const size = Math.hypot(ax, ay) * Math.hypot(bx, by);
  if (!size) return NaN;
  return Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * DEGREES;
}

/**
 * What `off` (heights of the picture, along each axis) in the placing of the points does to the angle:
 * the standard deviation in degrees, to first order. `placed` says of each point whether it was placed.
 */
export function placingError([first, middle, last], off, placed = [true, true, true]) {
  const turn = (end) => {
    const [x, y] = [end[0] - middle[0], end[1] - middle[1]];
    const squared = x * x + y * y;
    return [-y / squared, x / squared];
  };
  const [a, b] = [turn(first), turn(last)];
  const parts = [a, [b[0] - a[0], b[1] - a[1]], b];
  const sum = parts.reduce((total, [x, y], index) => total + (placed[index] ? x * x + y * y : 0), 0);
  return Math.sqrt(sum) * off * DEGREES;
}

/** The number of the nearest point within `reach`, or -1. Points that can't be seen are null. */
export function nearest(points, place, reach) {
  let best = -1;
  let least = reach;
  points.forEach((point, index) => {
    if (!point) return;
    const away = Math.hypot(point[0] - place[0], point[1] - place[1]);
    if (away <= least) [best, least] = [index, away];
  });
  return best;
}

/** How a box of the picture is drawn as large as it fits, in the middle of a canvas. */
export function fitted(box, width, height) {
  const scale = Math.min(width / box.width, height / box.height);
  const left = (width - scale * box.width) / 2 - scale * box.left;
  const top = (height - scale * box.height) / 2 - scale * box.top;
  return {
    scale,
    toScreen: ([x, y]) => [x * scale + left, y * scale + top],
    toPicture: ([x, y]) => [(x - left) / scale, (y - top) / scale],
  };
}
