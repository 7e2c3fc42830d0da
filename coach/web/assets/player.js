
export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".player");
  if (!parentElement.review || parentElement.review.id !== data.id) {
    parentElement.review?.destroy();
    parentElement.review = new Review(root, data);
  }
  parentElement.review.update(data);
  return () => {
    parentElement.review?.destroy();
    parentElement.review = undefined;
  };
}

class Review {
  constructor(root, data) {
    this.id = data.id;
    this.root = root;
    this.rows = [];
    this.view = null;
    root.replaceChildren();
    root.classList.toggle("alone", !data.sources.length);
    if (data.sources.length) {
      const stage = make("div", "stage");
      this.screen = make("div", "screen");
      this.legend = legend();
      stage.append(this.screen, this.pace());
      if (data.sources.length > 1) stage.append(this.change(data.sources));
      stage.append(this.legend);
      root.append(stage);
      this.show(data.sources[0]);
      // The chart may come after the player, or be drawn anew.
      if (data.chart) this.timer = setInterval(() => this.listen(data.chart), 300);
    }
    this.list = make("div", "list");
    root.append(this.list);
  }

  // Seconds of the set, whatever the clip's own clock says.
  get now() {
    return this.view.currentTime + this.from;
  }

  show(source) {
    this.leave();
    this.from = source.from;
    this.screen.replaceChildren();
    this.view = source.kind === "video" ? video(source, this.screen) : skeleton(source, this.screen);
    this.legend.hidden = !source.legend;
    this.setPace();
    this.view.addEventListener("timeupdate", () => this.mark());
  }

  change(sources) {
    let shown = 0;
    const button = make("button", "pace", sources[1].offer);
    button.onclick = () => {
      const at = this.now;
      shown = 1 - shown;
      this.show(sources[shown]);
      this.whenLoaded(() => (this.view.currentTime = Math.max(at - this.from, 0)));
      button.textContent = sources[1 - shown].offer;
    };
    return button;
  }

  update(data) {
    const told = JSON.stringify(data.rows);
    if (told !== this.told) {
      this.told = told;
      this.fill(data);
    }
  }

  listen(key) {
    const chart = document.querySelector(`.st-key-${CSS.escape(key)} .js-plotly-plot`);
    if (!chart?.on || chart === this.chart) return;
    this.chart = chart;
    chart.on("plotly_click", (click) => {
      const at = click.points[0].x;
      const row = this.rows.find((one) => one.kind !== "partial" && one.start <= at && at <= one.end);
      this.jump(row ? row.start : at);
    });
  }

  destroy() {
    clearInterval(this.timer);
    this.leave();
  }

  leave() {
    this.view?.pause();
    if (this.view?.destroy) this.view.destroy();
  }

  pace() {
    const button = make("button", "pace", "Play slowly");
    button.setAttribute("aria-pressed", "false");
    button.onclick = () => {
      const slow = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(slow));
      button.textContent = slow ? "✓ Playing slowly" : "Play slowly";
      this.slow = slow;
      this.setPace();
    };
    return button;
  }

  setPace() {
    // A video that is loaded anew goes back to its default.
    this.view.defaultPlaybackRate = this.view.playbackRate = this.slow ? 0.5 : 1;
  }

  fill(data) {
    this.rows = data.rows;
    this.list.replaceChildren(make("h3", "", data.heading));
    if (data.hint && data.rows.length) this.list.append(make("p", "hint", data.hint));
    if (!data.rows.length) this.list.append(make("p", "hint", data.empty));
    this.buttons = data.rows.map((row) => {
      const button = make("button", `row ${row.kind}`);
      button.disabled = !this.view;
      const head = make("span", "head");
      head.append(make("span", "title", row.title), make("span", "when", row.when));
      const text = make("span", "text");
      text.append(head, make("span", "facts", row.facts));
      if (row.score) text.append(make("span", "score", row.score));
      for (const fault of row.faults) {
        const line = make("span", "fault");
        line.append(make("b", "", `▲ ${fault.title}`), make("span", "cue", fault.cue));
        text.append(line);
      }
      button.append(make("span", "badge", row.badge), text);
      button.onclick = () => this.jump(row.start);
      this.list.append(button);
      return button;
    });
  }

  jump(at) {
    if (!this.view) return;
    this.whenLoaded(() => {
      this.view.currentTime = Math.max(at - this.from, 0);
      this.view.play()?.catch(() => {});
      const box = this.view.element ?? this.view;
      box.scrollIntoView({ block: "nearest", behavior: "smooth" });
    });
  }

  whenLoaded(go) {
    if (this.view.readyState === 0) {
      // A phone loads nothing before the first touch and forgets a place set before that.
      this.view.addEventListener("loadedmetadata", go, { once: true });
      this.view.load();
    } else go();
  }

  mark() {
    const now = this.now;
    this.rows.forEach((row, index) => {
      const on = now >= row.start - 0.05 && now < row.end;
      this.buttons[index].classList.toggle("now", on);
      if (on) this.buttons[index].setAttribute("aria-current", "true");
      else this.buttons[index].removeAttribute("aria-current");
    });
  }
}

function video(source, screen) {
  const view = make("video", "");
  view.controls = true;
  view.muted = true;
  view.playsInline = true;
  view.setAttribute("playsinline", "");
  view.setAttribute("aria-label", source.label);
  view.preload = "auto";
  view.disableRemotePlayback = true;
  view.onerror = () =>
    screen.replaceChildren(make("p", "gone", source.gone));
  view.src = new URL(source.url, document.baseURI).href;
  screen.append(view);
  return view;
}

function skeleton(source, screen) {
  const view = new SkeletonView(source);
  screen.append(view.element);
  return view;
}

function legend() {
  const line = make("p", "legend");
  line.append(make("span", "left", "left side"), make("span", "right", "right side"));
  return line;
}
