// The axes of the chart.

const STEPS = [1, 2, 5];

/** A round distance between about `count` lines over a range. */
export function roundStep(range, count) {
  const least = range / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find((step) => step * power >= least) ?? 10) * power;
}

/** The lines of an axis from `low` to `high`. */
export function ticks(low, high, count) {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Lowest and highest value of several lines, with a little room; null where nothing is seen. */
export function extent(lines, from, to) {
  let low = Infinity;
  let high = -Infinity;
  for (const line of lines)
    for (let index = from; index <= to; index += 1) {
      const value = line[index];
      if (Number.isNaN(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (low > high) return null;
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 0.01, 1e-3);
  return [low - room, high + room];
}

/** A line of the chart as the path of an SVG; where nothing was seen there is a gap. */
export function path(times, values, from, to, x, y) {
  let text = "";
  let pen = false;
  for (let index = from; index <= to; index += 1) {
    const value = values[index];
    if (Number.isNaN(value)) pen = false;
    else {
      text += `${pen ? "L" : "M"}${x(times[index]).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = true;
    }
  }
  return text;
}
