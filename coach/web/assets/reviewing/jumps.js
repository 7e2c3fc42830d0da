// Where to jump: the next or the previous of anything that has a start, and what a time belongs to.

const HERE_S = 0.05;

/** The next one after now; after the last one the first again. Null where there is none. */
export function nextOf(items, now) {
  return items.find((item) => item.start > now + HERE_S) ?? items[0] ?? null;
}

/** The one before now; before the first one the last. */
export function previousOf(items, now) {
  return items.findLast((item) => item.start < now - HERE_S) ?? items.at(-1) ?? null;
}

/** The row in which a time lies, or null. */
export function rowAt(rows, now) {
  return rows.find((row) => now >= row.start - HERE_S && now < row.end) ?? null;
}

/** The row to repeat: the one at this time, else the nearest. */
export function rowToLoop(rows, now) {
  const distance = (row) => Math.max(row.start - now, now - row.end, 0);
  const near = (best, row) => (!best || distance(row) < distance(best) ? row : best);
  return rowAt(rows, now) ?? rows.reduce(near, null);
}
