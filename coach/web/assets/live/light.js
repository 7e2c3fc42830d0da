// How bright the picture is, 0 (black) to 1: a dark room makes the pose model unsure.

const EVERY_MS = 500;
const [WIDTH, HEIGHT] = [16, 12];

export class Light {
  constructor() {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [WIDTH, HEIGHT];
    this.pen = canvas.getContext("2d", { willReadFrequently: true });
    this.value = null;
    this.measured = -Infinity;
  }

  of(video, at) {
    if (at - this.measured < EVERY_MS) return this.value;
    this.measured = at;
    this.pen.drawImage(video, 0, 0, WIDTH, HEIGHT);
    const { data } = this.pen.getImageData(0, 0, WIDTH, HEIGHT);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      sum += 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
    }
    this.value = Math.round((sum / (data.length / 4) / 255) * 1000) / 1000;
    return this.value;
  }
}
