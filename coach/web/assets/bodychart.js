// The body from behind and from the front: every area is a button that stays pressed.
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".bodychart");
  if (!parentElement.chart) parentElement.chart = new BodyChart(root, data);
  parentElement.chart.tell = (areas) => setStateValue("areas", areas);
  parentElement.chart.follow(data);
  return () => {
    parentElement.chart = undefined;
  };
}

const SVG = "http://www.w3.org/2000/svg";

class BodyChart {
  constructor(root, data) {
    this.marked = new Set(data.marked);
    this.turn = data.turn;
    this.shapes = new Map();
    this.said = make("p", "said");
    this.said.setAttribute("aria-live", "polite");
    root.replaceChildren(...data.views.map((view) => this.figure(view, data)), this.said);
    this.draw();
  }

  figure(view, { width, height }) {
    const svg = document.createElementNS(SVG, "svg");
    // Arms reach no further than this; the rest of the picture's width is empty.
    svg.setAttribute("viewBox", `28 0 ${width - 56} ${height}`);
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", `The body ${view.title.toLowerCase()}`);
    for (const area of view.areas) svg.append(this.area(area));
    const sides = make("div", "sides");
    sides.append(...view.sides.map((side) => make("span", "", `your ${side}`)));
    const figure = make("figure");
    figure.append(make("figcaption", "", view.title), sides, svg);
    return figure;
  }

  area({ id, name, points }) {
    const shape = document.createElementNS(SVG, "polygon");
    shape.setAttribute("points", points);
    shape.setAttribute("role", "button");
    shape.setAttribute("tabindex", "0");
    shape.setAttribute("aria-label", name);
    shape.dataset.area = id;
    const title = document.createElementNS(SVG, "title");
    title.textContent = name;
    shape.append(title);
    shape.addEventListener("click", () => this.press(id, name));
    shape.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.press(id, name);
    });
    this.shapes.set(id, shape);
    return shape;
  }

  press(id, name) {
    const on = !this.marked.has(id);
    if (on) this.marked.add(id);
    else this.marked.delete(id);
    this.said.textContent = on ? name : `${name}: taken back`;
    this.draw();
    this.tell([...this.marked]);
  }

  // Marks that were made in the list come with a new turn; others are an echo of what was tapped.
  follow(data) {
    if (data.turn === this.turn) return;
    this.turn = data.turn;
    this.marked = new Set(data.marked);
    this.draw();
  }

  draw() {
    for (const [id, shape] of this.shapes) {
      shape.setAttribute("aria-pressed", String(this.marked.has(id)));
    }
  }
}
