// Leads through a quiet time: a circle that grows and shrinks, words, and a voice or tone if wished.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (parentElement.pacer?.id !== data.id) {
    parentElement.pacer?.destroy();
    const root = parentElement.querySelector(".pacer");
    parentElement.pacer = new Pacer(root, data, (done) => setTriggerValue("done", done));
  }
  return () => {
    parentElement.pacer?.destroy();
    parentElement.pacer = undefined;
  };
}

const SMALLEST = 0.42; // of the circle's full size
const TONES = { grow: 330, shrink: 262, breathe: 294, still: 294 };

class Pacer {
  constructor(root, data, tell) {
    this.id = data.id;
    globalThis.speechSynthesis?.getVoices(); // many browsers load them when first asked
    this.tell = tell;
    this.timeline = new Timeline(data.steps);
    this.watch = new Stopwatch();
    this.skipped = 0; // seconds, which were not spent in quiet
    this.said = -1;
    this.draw(root, data.title);
    this.show(this.timeline.at(0));
    this.words.textContent = "Press Begin when you are ready.";
    this.count.textContent = "";
  }

  draw(root, title) {
    root.setAttribute("aria-label", title);
    this.words = make("p", "words");
    this.words.setAttribute("aria-live", "polite");
    this.disc = make("div", "disc");
    this.count = make("span", "count");
    const field = make("div", "field");
    field.setAttribute("aria-hidden", "true");
    field.append(this.disc, this.count);
    this.left = make("p", "left");
    this.begin = make("button", "begin", "▶ Begin");
    this.begin.onclick = () => (this.watch.running ? this.pause() : this.run());
    this.skip = make("button", "", "Skip this part");
    this.skip.onclick = () => this.jump();
    this.stop = make("button", "", "End here");
    this.stop.onclick = () => this.finish(false);
    this.skip.hidden = this.stop.hidden = true;
    const bar = make("div", "bar");
    bar.append(this.begin, this.skip, this.stop);
    const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
    this.options = make("div", "bar options");
    this.voice = this.option("Voice", false, (on) => {
      // A screen reader and the voice would talk at the same time.
      this.words.setAttribute("aria-live", on ? "off" : "polite");
      if (on) this.sound()?.resume();
      else globalThis.speechSynthesis?.cancel();
    });
    this.tone = this.option("Soft tone", false, (on) => on && this.sound()?.resume());
    this.moving = this.option("Moving circle", !still, () => this.tick());
    root.replaceChildren(this.words, field, this.left, bar, this.options);
  }

  option(name, on, changed) {
    const button = make("button", "option", "");
    const show = (value) => {
      button.setAttribute("aria-pressed", String(value));
      button.textContent = `${name}: ${value ? "on" : "off"}`;
    };
    button.onclick = () => {
      show(button.getAttribute("aria-pressed") !== "true");
      changed(button.getAttribute("aria-pressed") === "true");
    };
    show(on);
    this.options.append(button);
    return () => button.getAttribute("aria-pressed") === "true";
  }

  run() {
    this.watch.run(performance.now());
    this.begin.textContent = "❚❚ Pause";
    this.stop.hidden = false;
    this.timer = setInterval(() => this.tick(), 100);
    this.tick();
  }

  pause() {
    this.watch.pause(performance.now());
    clearInterval(this.timer);
    globalThis.speechSynthesis?.cancel();
    this.begin.textContent = "▶ Go on";
  }

  jump() {
    const now = performance.now();
    const to = this.timeline.skip(this.watch.read(now));
    this.skipped += to - this.watch.read(now);
    this.watch.jump(to, now);
    this.tick();
  }

  tick() {
    if (!this.watch.running) return;
    const place = this.timeline.at(this.watch.read(performance.now()));
    if (place.over) this.finish(true);
    else this.show(place);
  }

  show({ index, step, stepLeft, left, size }) {
    const scale = this.moving() ? SMALLEST + (1 - SMALLEST) * size : 0.75;
    this.disc.style.transform = `scale(${scale.toFixed(3)})`;
    this.count.textContent = String(Math.ceil(stepLeft - 1e-6));
    this.left.textContent = `${clock(Math.ceil(left))} left`;
    this.skip.hidden = !step.part || !this.watch.running;
    if (!this.watch.running || index === this.said) return;
    this.said = index;
    this.words.textContent = step.say;
    const spoken = this.voice() && this.speak(step.say);
    if (this.tone() || (this.voice() && !spoken)) this.ring(TONES[step.circle]);
  }

  finish(whole) {
    const spent = Math.min(this.watch.read(performance.now()), this.timeline.total);
    const seconds = Math.max(0, Math.round(spent - this.skipped));
    this.destroy();
    this.watch = new Stopwatch();
    this.skipped = 0;
    this.said = -1;
    this.words.textContent = whole ? "Well done. Take your time getting up." : "Ended. Well done.";
    this.count.textContent = "";
    this.left.textContent = "";
    this.begin.textContent = "▶ Begin again";
    this.skip.hidden = this.stop.hidden = true;
    this.begin.focus();
    this.tell({ seconds, finished: whole });
  }

  destroy() {
    clearInterval(this.timer);
    globalThis.speechSynthesis?.cancel();
  }

  /** False where this device has no voice: a tone then tells that something has changed. */
  speak(text) {
    const synthesis = globalThis.speechSynthesis;
    if (!synthesis?.getVoices().length) return false;
    synthesis.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = "en";
    words.rate = 0.85;
    synthesis.speak(words);
    return true;
  }

  sound() {
    this.audio ??= globalThis.AudioContext ? new AudioContext() : undefined;
    return this.audio;
  }

  ring(pitch) {
    const audio = this.sound();
    if (audio?.state !== "running") return;
    const at = audio.currentTime + 0.01;
    const source = audio.createOscillator();
    const gain = audio.createGain();
    source.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.08, at + 0.15);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 1.4);
    source.connect(gain).connect(audio.destination);
    source.start(at);
    source.stop(at + 1.5);
  }
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
