// Where both figures are, as upright lines over the chart of both; a click there is a place to go to.
class ChartCursor {
  constructor(key, end, jump) {
    this.key = key;
    this.end = end;
    this.jump = jump;
    this.lines = LOOKS.map((look, which) => {
      const line = document.createElement("div");
      Object.assign(line.style, {
        position: "absolute",
        pointerEvents: "none",
        width: "0",
        borderLeft: `2px ${which ? "dashed" : "solid"} ${look.color}`,
      });
      return line;
    });
    // The chart may come after the figures, or be drawn anew.
    this.timer = setInterval(() => this.listen(), 300);
  }

  listen() {
    const chart = document.querySelector(`.st-key-${CSS.escape(this.key)} .js-plotly-plot`);
    if (!chart?.on || chart === this.chart) return;
    this.chart = chart;
    chart.on("plotly_click", (click) => this.jump(click.points[0].x));
    this.draw(this.shares);
  }

  draw(shares) {
    this.shares = shares;
    const area = this.chart?.querySelector(".nsewdrag")?.getBoundingClientRect();
    if (!area?.width || !shares) return;
    const around = this.chart.getBoundingClientRect();
    this.lines.forEach((line, which) => {
      const share = Math.min(shares[which], 100) / this.end;
      Object.assign(line.style, {
        left: `${area.left - around.left + share * area.width - 1}px`,
        top: `${area.top - around.top}px`,
        height: `${area.height}px`,
      });
      if (line.parentElement !== this.chart) this.chart.append(line);
    });
  }

  destroy() {
    clearInterval(this.timer);
    for (const line of this.lines) line.remove();
  }
}
