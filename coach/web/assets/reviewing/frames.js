// The frames that were judged: which one is shown at a time, and the one before and after it.

const SAME_S = 1e-4;

/** Int16 numbers from base64. */
export function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Int16Array(bytes.buffer);
}

/** The last frame at or before `at`; the first one before all of them. */
export function frameAt(times, at) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (times[middle] <= at + SAME_S) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/** The time of the frame `by` frames on from the one at `at`. */
export function stepped(times, at, by) {
  if (!times.length) return at;
  const index = Math.min(Math.max(frameAt(times, at) + by, 0), times.length - 1);
  return times[index];
}

/** What holds at a time, from pairs of a time and what holds from then on. */
export function holdsAt(pairs, at) {
  let found = pairs.length ? pairs[0][1] : null;
  for (const [from, what] of pairs) {
    if (from > at + SAME_S) break;
    found = what;
  }
  return found;
}
