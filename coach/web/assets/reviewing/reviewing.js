// The review on the page: `mount` is what the component calls, again whenever its data changes.
import { Review } from "./review.js";

export function mount(component) {
  const { data, parentElement } = component;
  if (parentElement.review?.id !== data.id) {
    parentElement.review?.close();
    parentElement.review = new Review(parentElement, component);
  } else parentElement.review.refresh(component);
  return () => {
    parentElement.review?.close();
    parentElement.review = undefined;
  };
}
