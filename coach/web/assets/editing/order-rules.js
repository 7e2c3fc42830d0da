// Where something goes in a list, without a screen.
export function moved(list, from, to) {
  const place = Math.min(Math.max(to, 0), list.length - 1);
  const rest = list.filter((_, index) => index !== from);
  rest.splice(place, 0, list[from]);
  return rest;
}

// The place for something held at the height y: below every row whose middle lies above it.
export function placeAt(y, middles, from) {
  return middles.filter((middle, index) => index !== from && middle < y).length;
}

export function placeForKey(key, from, last) {
  const places = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: last };
  const place = places[key];
  return place === undefined ? null : Math.min(Math.max(place, 0), last);
}
