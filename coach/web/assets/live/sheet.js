// A place of our own on the page, shown as soon as its style sheet is there.
import { make } from "./dom.js";

export function sheet(parent) {
  const root = make("div", "back-coach-live");
  const style = make("link", "");
  style.rel = "stylesheet";
  style.href = new URL("live.css", import.meta.url).href;
  root.hidden = true;
  const show = () => (root.hidden = false);
  style.addEventListener("load", show);
  style.addEventListener("error", show);
  root.append(style);
  parent.querySelectorAll(".back-coach-live").forEach((old) => old.remove());
  parent.append(root);
  return root;
}
