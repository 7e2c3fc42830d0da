// A timer that leads through the steps of an exercise: it says each step and counts the rounds.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (parentElement.guide?.id !== data.id) {
    parentElement.guide?.destroy();
    const root = parentElement.querySelector(".guide");
    parentElement.guide = new Guide(root, data, (done) => setTriggerValue("done", done));
  }
  return () => {
    parentElement.guide?.destroy();
    parentElement.guide = undefined;
  };
}

class Guide {
  constructor(root, data, tell) {
    this.id = data.id;
    this.data = data;
    this.tell = tell;
    this.step = make("p", "step", "Press Begin when you are ready.");
    this.step.setAttribute("aria-live", "polite");
    this.left = make("p", "left");
    this.rounds = make("p", "rounds");
    this.start = make("button", "begin", "▶ Begin");
    this.stop = make("button", "", "Finish");
    this.start.onclick = () => (this.running ? this.pause() : this.run());
    this.stop.onclick = () => this.finish();
    this.stop.hidden = true;
    const bar = make("div", "bar");
    bar.append(this.start, this.stop);
    root.replaceChildren(this.step, this.left, this.rounds, bar);
    this.spent = 0;
    this.said = -1;
  }

  get round() {
    return this.data.steps.reduce((sum, step) => sum + step.seconds, 0);
  }

  run() {
    this.running = true;
    this.before = performance.now();
    this.start.textContent = "❚❚ Pause";
    this.stop.hidden = false;
    this.timer = setInterval(() => this.tick(), 200);
    this.tick();
  }

  pause() {
    this.tick();
    this.running = false;
    clearInterval(this.timer);
    globalThis.speechSynthesis?.cancel();
    this.start.textContent = "▶ Go on";
  }

  tick() {
    if (!this.running) return;
    const now = performance.now();
    this.spent += (now - this.before) / 1000;
    this.before = now;
    const done = Math.floor(this.spent / this.round);
    if (this.complete(done)) {
      this.finish();
      return;
    }
    let within = this.spent - done * this.round;
    let index = 0;
    while (within >= this.data.steps[index].seconds) within -= this.data.steps[index++].seconds;
    const step = this.data.steps[index];
    this.step.textContent = step.say;
    this.left.textContent = clock(Math.ceil(step.seconds - within));
    this.rounds.textContent = this.told(done);
    const number = done * this.data.steps.length + index;
    if (number !== this.said) {
      this.said = number;
      say(step.say);
    }
  }

  complete(done) {
    if (this.data.minutes) return this.spent >= 60 * this.data.minutes;
    return this.data.rounds ? done >= this.data.rounds : false;
  }

  told(done) {
    if (this.data.minutes) return `${Math.floor(this.spent / 60)} of ${this.data.minutes} minutes`;
    return this.data.rounds ? `${done} of ${this.data.rounds} done` : `${done} done`;
  }

  finish() {
    const rounds = Math.floor(this.spent / this.round + 0.01);
    const seconds = Math.round(this.spent);
    this.destroy();
    this.step.textContent = "Well done.";
    this.left.textContent = "";
    this.start.textContent = "▶ Begin again";
    this.stop.hidden = true;
    this.spent = 0;
    this.said = -1;
    say("Well done.");
    this.tell({ rounds, seconds });
  }

  destroy() {
    this.running = false;
    clearInterval(this.timer);
    globalThis.speechSynthesis?.cancel();
  }
}

function clock(seconds) {
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function say(text) {
  const synthesis = globalThis.speechSynthesis;
  if (!synthesis?.getVoices().length) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "en";
  synthesis.speak(words);
}
