// A live sitting on the page: `mount` is what the component calls, again whenever its data changes.
import { Sitting } from "./sitting.js";

export function mount(component) {
  const { data, parentElement } = component;
  if (parentElement.sitting?.id !== data.id || parentElement.sitting?.role !== data.role) {
    parentElement.sitting?.close();
    parentElement.sitting = new Sitting(parentElement, component);
  } else parentElement.sitting.refresh(component);
  return () => {
    parentElement.sitting?.close();
    parentElement.sitting = undefined;
  };
}
