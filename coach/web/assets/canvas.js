// A stored set as a moving skeleton. It answers to what the player asks of a <video>.
const COLORS = { left: "#0072b2", right: "#c2500a", middle: "#22302d" };

class SkeletonView extends EventTarget {
  constructor(source) {
    super();
    this.source = source;
    this.times = source.times;
    this.points = unpack(source.points);
    this.duration = this.times.length ? this.times[this.times.length - 1] : 0;
    this.paused = true;
    this.rate = 1;
    this.now = 0;
    this.element = document.createElement("div");
    this.element.className = "skeleton";
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", "Your movement as a drawn figure");
    this.button = document.createElement("button");
    this.button.className = "play";
    this.slider = document.createElement("input");
    Object.assign(this.slider, { type: "range", min: 0, max: this.duration, step: 0.05, value: 0 });
    this.slider.setAttribute("aria-label", "Place in the recording");
    this.clock = document.createElement("span");
    this.clock.className = "clock";
    const bar = document.createElement("div");
    bar.className = "bar";
    bar.append(this.button, this.slider, this.clock);
    this.element.append(this.canvas, bar);
    this.button.onclick = () => (this.paused ? this.play() : this.pause());
    this.slider.oninput = () => {
      this.pause();
      this.currentTime = Number(this.slider.value);
    };
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.canvas);
    this.canvas.style.aspectRatio = `${source.width} / ${source.height}`;
    this.draw();
  }

  get currentTime() {
    return this.now;
  }

  set currentTime(seconds) {
    this.now = Math.min(Math.max(seconds, 0), this.duration);
    this.draw();
    this.dispatchEvent(new Event("timeupdate"));
  }

  set playbackRate(rate) {
    this.rate = rate;
  }

  play() {
    if (this.now >= this.duration - 0.05) this.now = 0;
    this.paused = false;
    let before = performance.now();
    const step = (at) => {
      if (this.paused) return;
      this.currentTime = this.now + ((at - before) / 1000) * this.rate;
      before = at;
      if (this.now >= this.duration) this.pause();
      else this.request = requestAnimationFrame(step);
    };
    cancelAnimationFrame(this.request);
    this.request = requestAnimationFrame(step);
    this.draw();
    return Promise.resolve();
  }

  pause() {
    this.paused = true;
    cancelAnimationFrame(this.request);
    this.draw();
  }

  destroy() {
    this.pause();
    this.observer.disconnect();
  }

  draw() {
    this.button.textContent = this.paused ? "▶ Play" : "❚❚ Pause";
    this.slider.value = this.now;
    this.clock.textContent = `${told(this.now)} / ${told(this.duration)}`;
    const ratio = window.devicePixelRatio || 1;
    const width = this.canvas.clientWidth * ratio;
    const height = this.canvas.clientHeight * ratio;
    if (!width || !height) return;
    if (this.canvas.width !== Math.round(width)) this.canvas.width = Math.round(width);
    if (this.canvas.height !== Math.round(height)) this.canvas.height = Math.round(height);
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, width, height);
    const { marks, scale, hidden, bones } = this.source;
    const unit = Math.min(width / this.source.width, height / this.source.height);
    const first = this.frame() * marks * 2;
    const place = (mark) => {
      const x = this.points[first + mark * 2];
      const y = this.points[first + mark * 2 + 1];
      return x === hidden || x === undefined ? null : [(x / scale) * unit, (y / scale) * unit];
    };
    pen.lineCap = "round";
    for (const [a, b, side] of bones) {
      const [from, to] = [place(a), place(b)];
      if (!from || !to) continue;
      pen.strokeStyle = COLORS[side];
      pen.lineWidth = 0.012 * Math.max(width, height);
      pen.beginPath();
      pen.moveTo(...from);
      pen.lineTo(...to);
      pen.stroke();
    }
    this.drawHead(pen, place, Math.max(width, height));
  }

  drawHead(pen, place, size) {
    const head = middle(this.source.head.map(place));
    if (!head) return;
    const neck = middle(this.source.shoulders.map(place));
    pen.strokeStyle = pen.fillStyle = COLORS.middle;
    if (neck) {
      pen.beginPath();
      pen.moveTo(...neck);
      pen.lineTo(...head);
      pen.stroke();
    }
    pen.beginPath();
    pen.arc(...head, 0.038 * size, 0, 2 * Math.PI);
    pen.fill();
  }

  frame() {
    let low = 0;
    let high = this.times.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.times[middle] <= this.now) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function middle(points) {
  const seen = points.filter(Boolean);
  if (!seen.length) return null;
  const mean = (axis) => seen.reduce((sum, point) => sum + point[axis], 0) / seen.length;
  return [mean(0), mean(1)];
}

function told(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
