// The exercise as a moving figure; as still pictures for people who want no motion.
export default function (component) {
  const { data, parentElement } = component;
  if (parentElement.howto?.id !== data.id) {
    parentElement.howto?.destroy();
    parentElement.howto = new Howto(parentElement.querySelector(".howto"), data);
  }
  return () => {
    parentElement.howto?.destroy();
    parentElement.howto = undefined;
  };
}

class Howto {
  constructor(root, data) {
    this.id = data.id;
    this.data = data;
    this.figure = new Figure(data);
    this.stage = make("div", "stage");
    this.button = make("button", "play");
    this.button.onclick = () => this.press();
    const bar = make("div", "bar");
    bar.append(this.button, make("span", "seen", data.seen));
    root.replaceChildren(this.stage, bar);
    this.wish = matchMedia("(prefers-reduced-motion: reduce)");
    this.wish.onchange = () => this.begin();
    this.begin();
  }

  begin() {
    if (this.wish.matches) this.showStills();
    else this.showMoving();
  }

  showStills() {
    this.figure.pause();
    this.stage.replaceChildren(...this.data.stills.map(captioned));
    this.still = true;
    this.label();
  }

  showMoving() {
    this.stage.replaceChildren(framed(this.figure.svg));
    this.still = false;
    this.figure.play();
    this.label();
  }

  press() {
    if (this.still) this.showMoving();
    else if (this.figure.paused) this.figure.play();
    else this.figure.pause();
    this.label();
  }

  label() {
    if (this.still) this.button.textContent = "▶ Show it moving";
    else this.button.textContent = this.figure.paused ? "▶ Play" : "❚❚ Pause";
  }

  destroy() {
    this.wish.onchange = null;
    this.figure.destroy();
  }
}

class Figure {
  constructor({ svg, moving }) {
    this.svg = drawn(svg);
    this.shapes = [...this.svg.children];
    this.corners = moving.corners;
    this.points = unpack(moving.points);
    this.each = 2 * this.corners.reduce((sum, count) => sum + count, 0);
    this.moments = this.points.length / this.each;
    this.moving = moving;
    this.now = 0;
    this.paused = true;
    this.seen = true;
    // Out of sight it rests, for the sake of a phone's battery.
    this.observer = new IntersectionObserver(([entry]) => {
      this.seen = entry.isIntersecting;
      this.run();
    });
    this.observer.observe(this.svg);
  }

  play() {
    this.paused = false;
    this.run();
  }

  pause() {
    this.paused = true;
    cancelAnimationFrame(this.request);
  }

  destroy() {
    this.pause();
    this.observer.disconnect();
  }

  run() {
    cancelAnimationFrame(this.request);
    let before = null;
    const step = (at) => {
      if (this.paused || !this.seen) return;
      // A page that was in the background goes on where it was.
      if (before !== null) this.now += Math.min((at - before) / 1000, 0.1) * this.moving.fps;
      before = at;
      this.draw();
      this.request = requestAnimationFrame(step);
    };
    this.request = requestAnimationFrame(step);
  }

  draw() {
    const moment = Math.floor(this.now) % this.moments;
    const share = this.now - Math.floor(this.now);
    let [here, next] = [moment, (moment + 1) % this.moments].map((index) => index * this.each);
    const place = () => {
      const value = this.points[here] + share * (this.points[next] - this.points[here]);
      here += 1;
      next += 1;
      return (value / this.moving.scale).toFixed(2);
    };
    this.shapes.forEach((shape, index) => {
      const points = Array.from({ length: this.corners[index] }, () => `${place()},${place()}`);
      shape.setAttribute("points", points.join(" "));
    });
  }
}

function captioned({ title, svg }) {
  const frame = framed(drawn(svg));
  frame.append(make("figcaption", "", title));
  return frame;
}

function framed(svg) {
  const frame = make("figure", "");
  const { width, height } = svg.viewBox.baseVal;
  // Two upright figures fit side by side on a phone; two lying ones stand one above the other.
  frame.style.flexBasis = `${(6.5 * width) / height}rem`;
  frame.append(svg);
  return frame;
}

function drawn(svg) {
  return new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
}
