// A sitting that is watched, on the page: `mount` is what the component calls, again whenever its
// data changes.
import { Watching } from "./watching.js";

export function mount(component) {
  const { data, parentElement } = component;
  if (parentElement.watching?.id !== data.id) {
    parentElement.watching?.close();
    parentElement.watching = new Watching(parentElement, component);
  } else parentElement.watching.refresh(component);
  return () => {
    parentElement.watching?.close();
    parentElement.watching = undefined;
  };
}
