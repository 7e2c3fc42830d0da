// A list to put in order: by dragging, or by the arrow keys on a row.
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".order");
  if (!parentElement.order) parentElement.order = new OrderList(root);
  parentElement.order.tell = (names) => setStateValue("order", names);
  parentElement.order.follow(data);
  return () => {
    parentElement.order = undefined;
  };
}

class OrderList {
  constructor(root) {
    this.list = make("ol");
    this.said = make("p", "said");
    this.said.setAttribute("aria-live", "polite");
    root.replaceChildren(this.list, this.said);
    this.turn = null;
    this.items = [];
  }

  // An echo of one's own order is no news: drawing anew would take the focus from the row.
  follow(data) {
    if (data.turn === this.turn) return;
    this.turn = data.turn;
    const known = this.items.map((item) => item.id).join(" ");
    this.items = data.items;
    if (known !== data.items.map((item) => item.id).join(" ")) this.draw();
  }

  draw(focused) {
    this.list.replaceChildren(...this.items.map((item, index) => this.row(item, index)));
    if (focused !== undefined) this.list.children[focused].firstChild.focus();
  }

  row(item, index) {
    const button = make("button", "row");
    button.append(make("span", "grip", "⠿"), make("span", "", `${index + 1}. ${item.name}`));
    button.setAttribute(
      "aria-label",
      `${index + 1} of ${this.items.length}: ${item.name}. Arrow keys move it.`,
    );
    button.addEventListener("keydown", (event) => this.key(event, index));
    button.addEventListener("pointerdown", (event) => this.grasp(event, index));
    const row = make("li");
    row.append(button);
    return row;
  }

  key(event, index) {
    const place = placeForKey(event.key, index, this.items.length - 1);
    if (place === null) return;
    event.preventDefault();
    this.put(index, place);
  }

  put(from, to) {
    const name = this.items[from].name;
    if (from === to) {
      this.said.textContent = `${name} is at the ${to ? "end" : "beginning"} already.`;
      return;
    }
    this.items = moved(this.items, from, to);
    this.draw(to);
    this.said.textContent = `${name} is number ${to + 1} now.`;
    this.tell(this.items.map((item) => item.id));
  }

  grasp(event, index) {
    // A finger on a row may want to scroll the page; on the grip it wants to drag.
    const onGrip = event.target.classList.contains("grip");
    if (event.button !== 0 || (event.pointerType !== "mouse" && !onGrip)) return;
    const held = event.currentTarget;
    const row = held.parentElement;
    const start = event.clientY;
    const middles = [...this.list.children].map((one) => {
      const box = one.getBoundingClientRect();
      return box.top + box.height / 2;
    });
    let place = index;
    const follow = (move) => {
      const offset = move.clientY - start;
      place = placeAt(middles[index] + offset, middles, index);
      row.style.transform = `translateY(${offset}px)`;
      row.classList.add("held");
      this.shift(index, place, row.offsetHeight);
    };
    const drop = () => {
      held.removeEventListener("pointermove", follow);
      for (const end of ["pointerup", "pointercancel"]) held.removeEventListener(end, ends[end]);
      for (const one of this.list.children) one.style.transform = "";
      row.classList.remove("held");
    };
    const ends = {
      pointerup: () => {
        drop();
        if (place !== index) this.put(index, place);
      },
      pointercancel: drop,
    };
    held.setPointerCapture(event.pointerId);
    held.addEventListener("pointermove", follow);
    for (const [end, does] of Object.entries(ends)) held.addEventListener(end, does);
  }

  // The rows between make room while one is held.
  shift(from, to, height) {
    [...this.list.children].forEach((one, index) => {
      if (index === from) return;
      const up = from < index && index <= to;
      const down = to <= index && index < from;
      one.style.transform = up || down ? `translateY(${up ? -height : height}px)` : "";
    });
  }
}
