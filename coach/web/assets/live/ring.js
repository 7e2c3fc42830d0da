// The ring around the number: how far the repetition, the hold or the waiting has come.
const SPACE = "http://www.w3.org/2000/svg";
const RADIUS = 46;
const LENGTH = 2 * Math.PI * RADIUS;

export class Ring {
  constructor() {
    this.element = document.createElementNS(SPACE, "svg");
    this.element.setAttribute("viewBox", "0 0 100 100");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(circle("track"));
    this.value = circle("value");
    this.value.style.strokeDasharray = LENGTH;
    this.element.append(this.value);
    this.set(0);
  }

  set(share) {
    const left = LENGTH * (1 - Math.min(Math.max(share || 0, 0), 1));
    if (left === this.left) return;
    this.left = left;
    this.value.style.strokeDashoffset = left;
    this.value.style.visibility = share > 0.004 ? "visible" : "hidden"; // a round cap shows at 0
  }
}

function circle(name) {
  const made = document.createElementNS(SPACE, "circle");
  for (const [key, value] of Object.entries({ cx: 50, cy: 50, r: RADIUS, class: name })) {
    made.setAttribute(key, value);
  }
  return made;
}
