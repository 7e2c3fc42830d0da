// Elements, made in one line.

export function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (tag === "button") element.type = "button";
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function button(name, text, press) {
  const element = make("button", name, text);
  element.addEventListener("click", press);
  return element;
}

/** Writes only what differs, so that nothing is announced or drawn anew without need. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element, on) {
  if (element.hidden === Boolean(on)) element.hidden = !on;
}
