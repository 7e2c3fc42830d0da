export default function (component) {
  const { data, parentElement } = component;
  const told = JSON.stringify(data);
  if (parentElement.told !== told) {
    parentElement.comparing?.destroy();
    parentElement.comparing = new Comparing(parentElement.querySelector(".comparing"), data);
    parentElement.told = told;
  }
  return () => {
    parentElement.comparing?.destroy();
    parentElement.comparing = parentElement.told = undefined;
  };
}

// One place runs through both: per cent of the movement, or seconds where each keeps its own pace.
class Comparing {
  constructor(root, data) {
    this.data = data;
    this.pair = new Pair(data);
    this.apart = false;
    this.own = false;
    this.at = 0;
    this.playing = false;
    this.canvas = make("canvas", "");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", `Two drawn figures: ${data.called[0]} and ${data.called[1]}`);
    root.replaceChildren(legendOf(data.called), this.canvas, this.line(), this.choices());
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.canvas);
    this.cursor = new ChartCursor(data.chart, data.chart_end, (share) => this.jump(share));
    this.reset();
  }

  line() {
    const line = make("div", "line");
    this.play = make("button", "main");
    this.play.onclick = () => (this.playing ? this.pause() : this.start());
    this.slider = make("input", "");
    Object.assign(this.slider, { type: "range", min: 0, step: "any" });
    this.slider.setAttribute("aria-label", "Place in the movement");
    this.slider.oninput = () => {
      this.at = Number(this.slider.value);
      this.pause();
    };
    this.slider.onkeydown = (event) => {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.at = Math.min(Math.max(this.at + (step * this.end) / 50, 0), this.end);
      this.pause();
    };
    this.place = make("span", "place");
    line.append(this.play, this.slider, this.place);
    return line;
  }

  choices() {
    const row = make("div", "row");
    row.append(
      choice("Where", [[false, "On top of each other"], [true, "Side by side"]], (apart) => {
        this.apart = apart;
        this.reset();
      }),
      choice("Pace", [[false, "Same point of the movement"], [true, "Each at its own pace"]], (own) => {
        this.own = own;
        this.at = 0;
        this.reset();
      }),
      choice("Speed", [[1, "Normal"], [0.5, "Half"], [0.25, "Quarter"]], (speed) => (this.speed = speed)),
    );
    return row;
  }

  // Seconds that playing takes; where both are at the same point, as long as they took on average.
  get length() {
    const [first, second] = this.data.lengths;
    return Math.max(this.own ? Math.max(first, second) : (first + second) / 2, 0.2);
  }

  get end() {
    return this.own ? this.length : 100;
  }

  reset() {
    this.pause();
    this.slider.max = this.end;
    const boxes = this.apart ? 2 : 1;
    this.canvas.style.aspectRatio = `${this.data.width * boxes} / ${this.data.height}`;
    this.draw();
  }

  // To a share of the movement, 0..100; where each keeps its own pace, to that of the first.
  jump(share) {
    const [length, turn] = [this.data.lengths[0], this.data.turns[0]];
    this.at = this.own ? secondsAt(share, length, turn) : share;
    this.pause();
  }

  start() {
    if (this.at >= this.end) this.at = 0;
    this.playing = true;
    let before = performance.now();
    const step = (now) => {
      if (!this.playing) return;
      const gone = ((now - before) / 1000) * (this.speed ?? 1);
      before = now;
      this.at = Math.min(this.at + (gone / this.length) * this.end, this.end);
      if (this.at >= this.end) this.pause();
      else this.request = requestAnimationFrame(step);
      this.draw();
    };
    this.request = requestAnimationFrame(step);
    this.draw();
  }

  pause() {
    this.playing = false;
    cancelAnimationFrame(this.request);
    this.draw();
  }

  destroy() {
    this.playing = false;
    cancelAnimationFrame(this.request);
    this.observer.disconnect();
    this.cursor.destroy();
  }

  shares() {
    if (!this.own) return [this.at, this.at];
    const { lengths, turns } = this.data;
    return lengths.map((length, which) => shareAt(this.at, length, turns[which]));
  }

  draw() {
    this.play.textContent = this.playing ? "❚❚ Pause" : "▶ Play";
    this.slider.value = this.at;
    this.cursor.draw(this.shares());
    const words = this.own ? `${this.at.toFixed(1)} s` : `${Math.round(this.at)} %`;
    this.place.textContent = words;
    this.slider.setAttribute("aria-valuetext", words);
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(this.canvas.clientWidth * ratio);
    const height = Math.round(this.canvas.clientHeight * ratio);
    if (!width || !height) return;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.pair.draw(this.canvas.getContext("2d"), width, height, this.shares(), this.apart);
  }
}
