// Says every cue, and always writes it as well. Where a device has no voice, a tone tells that
// something was counted or said.
import { SpeechQueue } from "./speech-queue.js";

const TONES = { count: [[880, 0.12]], praise: [[660, 0.12], [880, 0.16]], stage: [[520, 0.14], [660, 0.18]] };
const OTHERWISE = [[600, 0.12], [480, 0.18]];

export class Voice {
  /** `caption(cue)` is called when a cue is said. `quiet`: another device does the talking. */
  constructor(settings, language, caption, quiet = false) {
    this.settings = settings;
    this.language = language;
    this.caption = caption;
    this.quiet = quiet;
    this.synthesis = globalThis.speechSynthesis;
    this.synthesis?.getVoices(); // many browsers load them when first asked
    this.queue = new SpeechQueue({ say: (cue) => this.say(cue), hush: () => this.hush() });
    this.wake = () => this.sound()?.resume().catch(() => {});
    // A browser lets a page sound only after it was touched.
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, this.wake);
  }

  cue(cue) {
    this.queue.push(cue);
  }

  voices() {
    const all = this.synthesis?.getVoices() ?? [];
    const own = (voice) => voice.lang.toLowerCase().startsWith(this.language);
    return { own: all.filter(own), others: all.filter((voice) => !own(voice)) };
  }

  close() {
    this.queue.clear();
    for (const name of ["pointerdown", "keydown"]) document.removeEventListener(name, this.wake);
    this.audio?.close().catch(() => {});
  }

  async say(cue) {
    this.caption(cue);
    if (this.quiet || this.settings.get("mute")) return this.wait(250);
    const voice = this.chosen();
    if (!voice) return this.tone(cue.kind);
    await this.speak(cue.text, voice);
  }

  hush() {
    this.synthesis?.cancel();
    this.done?.();
  }

  chosen() {
    const { own, others } = this.voices();
    const name = this.settings.get("voice");
    const wanted = [...own, ...others].find((voice) => voice.voiceURI === name);
    return wanted ?? own.find((voice) => voice.default) ?? own.find((voice) => voice.localService) ?? own[0];
  }

  speak(text, voice) {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.volume = this.settings.get("volume");
    return new Promise((over) => {
      // Some browsers forget to say that they have ended.
      const late = setTimeout(() => this.hush(), 2500 + 120 * text.length);
      this.done = () => {
        clearTimeout(late);
        over();
      };
      words.onend = words.onerror = this.done;
      this.synthesis.speak(words);
    });
  }

  tone(kind) {
    const audio = this.sound();
    if (audio?.state !== "running") return this.wait(250);
    let at = audio.currentTime + 0.01;
    for (const [pitch, seconds] of TONES[kind] ?? OTHERWISE) {
      const source = audio.createOscillator();
      const gain = audio.createGain();
      source.frequency.value = pitch;
      gain.gain.setValueAtTime(0.0001, at);
      gain.gain.exponentialRampToValueAtTime(0.3 * this.settings.get("volume") + 0.0002, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
      source.connect(gain).connect(audio.destination);
      source.start(at);
      source.stop(at + seconds);
      at += seconds;
    }
    return this.wait(350);
  }

  sound() {
    this.audio ??= globalThis.AudioContext ? new AudioContext() : undefined;
    return this.audio;
  }

  wait(ms) {
    return new Promise((over) => {
      const timer = setTimeout(over, ms);
      this.done = () => {
        clearTimeout(timer);
        over();
      };
    });
  }
}
