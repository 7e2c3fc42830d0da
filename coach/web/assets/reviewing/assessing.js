// What may be said of an angle that was measured on the picture, and how far off it may be.
import { angleAt, placingError } from "./geometry.js";

const PLANES = {
  side_left: "seen from the left side",
  side_right: "seen from the right side",
  front: "seen from the front",
  rear: "seen from behind",
};
const NOT_FROM_HERE =
  "Not assessed: the body is turned at an angle to the camera here, so an angle in the picture is not the body's.";
const NEVER = "How far off this may be was never measured for these points in this view.";

/**
 * `points` are three of `{ at, name }`, `name` being a landmark's or null for one placed by hand, or null
 * where it is not placed yet or not seen. `off` is how exactly a hand places, in heights of the picture.
 * Gives `degrees` (null: not assessed), `within` (degrees, null: never measured) and words for both.
 */
export function assess(points, view, errors, off) {
  if (points.some((point) => !point)) return { degrees: null, within: null, text: "", error: "" };
  if (!PLANES[view]) return { degrees: null, within: null, text: "Not assessed", error: NOT_FROM_HERE };
  const degrees = angleAt(...points.map((point) => point.at));
  if (Number.isNaN(degrees)) return { degrees: null, within: null, text: "Not assessed", error: "Two of the points lie on each other." };
  const told = { degrees, text: `${Math.round(degrees)}°, ${PLANES[view]}` };
  const placed = points.map((point) => !point.name);
  if (placed.every(Boolean)) {
    const within = placingError(points.map((point) => point.at), off);
    return { ...told, within, error: `± ${Math.ceil(within)}° from placing the points by hand. An engineering default, not measured.` };
  }
  const known = placed.some(Boolean) ? null : figureFor(points.map((point) => point.name), view, errors.joints);
  if (!known) return { ...told, within: null, error: NEVER };
  return { ...told, within: known.high, error: `± ${Math.ceil(known.high)}°. ${known.words}` };
}

/** The measured error of three landmarks of the side next to the camera, whichever end comes first. */
export function figureFor(names, view, joints) {
  const near = { side_left: "left ", side_right: "right " }[view] ?? "";
  if (!names.every((name) => name.startsWith(near))) return null;
  const parts = names.map((name) => name.slice(near.length));
  const same = (points) => points.every((point, index) => point === parts[index]);
  const fits = ({ points, views }) => views.includes(view) && (same(points) || same([...points].reverse()));
  return joints.find(fits) ?? null;
}
