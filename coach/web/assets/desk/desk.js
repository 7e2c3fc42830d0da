// A time at the desk on the page: `mount` is what the component calls, again whenever its data changes.
import { DeskWatch } from "./watch.js";

export function mount(component) {
  const { data, parentElement } = component;
  if (parentElement.desk?.id !== data.id) {
    parentElement.desk?.close();
    parentElement.desk = new DeskWatch(parentElement, component);
  } else parentElement.desk.refresh(component);
  return () => {
    parentElement.desk?.close();
    parentElement.desk = undefined;
  };
}
