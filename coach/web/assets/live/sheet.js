// A place of our own on the page, shown as soon as its style sheet is there.
import { make } from "./dom.js";

/** `name` is the class of the place, `href` its style sheet; without them those of a sitting. */
export function sheet(parent, name = "back-coach-live", href = new URL("live.css", import.meta.url).href) {
  const root = make("div", name);
  const style = make("link", "");
  style.rel = "stylesheet";
  style.href = href;
  root.hidden = true;
  const show = () => (root.hidden = false);
  style.addEventListener("load", show);
  style.addEventListener("error", show);
  root.append(style);
  parent.querySelectorAll(`.${name}`).forEach((old) => old.remove());
  parent.append(root);
  return root;
}
