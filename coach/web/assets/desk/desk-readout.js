// What to show for an update, as plain values: the panel only writes them down.
import { labels, notes } from "./desk-words.js";

/** Minutes as people say them; shorter than one is said as such. */
export function minutes(seconds) {
  const whole = Math.floor(seconds / 60);
  if (whole < 1) return "under a minute";
  if (whole < 60) return `${whole} min`;
  const rest = whole % 60;
  return rest ? `${Math.floor(whole / 60)} h ${rest} min` : `${whole / 60} h`;
}

export function readout(update) {
  const parts = update.seconds.map((one) => ({ ...one, text: minutes(one.seconds) }));
  if (update.unwatched_s >= 60) {
    const seconds = update.unwatched_s;
    parts.push({ posture: "unwatched", title: labels.unwatched, seconds, text: minutes(seconds) });
  }
  const total = parts.reduce((sum, one) => sum + one.seconds, 0) || 1;
  for (const one of parts) one.share = one.seconds / total;
  return {
    title: update.stage === "learning" && update.posture !== "away" ? labels.learning : update.title,
    under: update.stage === "learning" ? "" : minutes(update.posture_s),
    learning: update.stage === "learning" ? (update.learning ?? 0) : null,
    still: minutes(update.still_s),
    changes: update.changes,
    parts,
    advice: update.advice,
    note: note(update),
    suggestion: update.suggestion,
  };
}

function note(update) {
  if (update.in_meeting) return notes.meeting;
  if (update.snoozed_s > 0) return notes.quiet(Math.ceil(update.snoozed_s / 60));
  return null;
}
