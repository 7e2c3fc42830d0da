// Reads a text aloud with the browser's own voice, line by line.
const NO_VOICE = "This browser has no English voice. You can read the text below, or try another browser.";

export default function (component) {
  const { data, parentElement } = component;
  if (parentElement.aloud?.id !== data.id) {
    parentElement.aloud?.destroy();
    parentElement.aloud = new Aloud(parentElement.querySelector(".aloud"), data);
  }
  return () => {
    parentElement.aloud?.destroy();
    parentElement.aloud = undefined;
  };
}

class Aloud {
  constructor(root, { id, lines }) {
    this.id = id;
    this.lines = lines;
    this.next = 0;
    this.speaking = false;
    this.synthesis = globalThis.speechSynthesis;
    this.synthesis?.getVoices(); // many browsers load them when first asked
    this.play = make("button", "play");
    this.play.onclick = () => (this.speaking ? this.pause() : this.begin());
    this.again = make("button", "again", "From the start");
    this.again.onclick = () => { this.pause(); this.next = 0; this.begin(); };
    this.told = make("p", "told");
    this.told.setAttribute("role", "status");
    const bar = make("div", "bar");
    bar.append(this.play, this.again, this.told);
    root.replaceChildren(bar);
    this.label();
  }

  begin() {
    const voice = this.voice();
    if (!voice) {
      this.told.textContent = NO_VOICE;
      return;
    }
    if (this.next >= this.lines.length) this.next = 0;
    this.speaking = true;
    this.say(voice);
  }

  // One line after the other: some browsers fall silent in long texts, and a pause of theirs does
  // not work everywhere. Going on begins with the line that was broken off.
  say(voice) {
    this.label();
    const words = new SpeechSynthesisUtterance(this.lines[this.next]);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.95;
    words.onend = () => {
      if (this.words !== words || !this.speaking) return;
      this.next += 1;
      if (this.next < this.lines.length) this.say(voice);
      else this.finish();
    };
    words.onerror = () => { if (this.words === words) this.pause(); };
    this.words = words; // kept, or some browsers throw it away before its end
    this.synthesis.speak(words);
  }

  pause() {
    this.speaking = false;
    this.words = null;
    this.synthesis?.cancel();
    this.label();
  }

  finish() {
    this.speaking = false;
    this.next = 0;
    this.label();
    this.told.textContent = "That was the whole text.";
  }

  voice() {
    const english = (this.synthesis?.getVoices() ?? []).filter((one) => one.lang.toLowerCase().startsWith("en"));
    return english.find((one) => one.default) ?? english.find((one) => one.localService) ?? english[0];
  }

  label() {
    const begun = this.next > 0;
    this.play.textContent = this.speaking ? "❚❚ Pause" : begun ? "▶ Go on" : "▶ Read it to me";
    this.again.hidden = !begun && !this.speaking;
    this.told.textContent = this.speaking ? `Part ${this.next + 1} of ${this.lines.length}` : "";
  }

  destroy() {
    if (this.speaking) this.pause();
  }
}
