// The desk page's face: position, bar of time, suggestion, buttons. It writes down what it is told.
import { button, make, setText, show } from "../live/dom.js";
import { buttons as words, labels, notes, title } from "./desk-words.js";

const PRESSES = ["snooze", "wake", "meeting", "meetingOver", "standing", "sitting", "learn"];
const TOOLS = ["show", "hide", "turn", "outside", "outsideOff"];

export class DeskPanel {
  /** `press(name)` is called for every button. */
  constructor(parent, press) {
    this.press = press;
    this.root = make("section", "back-coach-desk");
    this.root.setAttribute("aria-label", title);
    this.root.hidden = true;
    parent.querySelectorAll(".back-coach-desk").forEach((old) => old.remove());
    this.root.append(this.sheet(), this.told(), this.now(), this.camera(), this.controls());
    parent.append(this.root);
  }

  sheet() {
    const style = make("link", "");
    style.rel = "stylesheet";
    style.href = new URL("desk.css", import.meta.url).href;
    const there = () => (this.root.hidden = false);
    style.addEventListener("load", there);
    style.addEventListener("error", there);
    return style;
  }

  told() {
    this.problem = make("div", "problem");
    this.problem.setAttribute("role", "alert");
    this.notice = make("p", "notice");
    this.notice.setAttribute("role", "status");
    this.suggested = make("p", "text");
    this.why = make("p", "why");
    const ways = make("div", "row", this.button("thanks", "main"), this.button("later", ""));
    this.suggestion = make("div", "suggestion", this.suggested, this.why, ways);
    this.suggestion.setAttribute("role", "status");
    for (const hidden of [this.problem, this.notice, this.suggestion]) hidden.hidden = true;
    return make("div", "told", this.problem, this.notice, this.suggestion);
  }

  now() {
    this.title = make("h2", "position");
    this.under = make("span", "under");
    this.learning = make("progress", "learning");
    this.learning.max = 1;
    this.learning.setAttribute("aria-label", labels.learning);
    this.still = make("strong", "");
    this.changes = make("strong", "");
    this.changed = make("span", "");
    this.bar = make("div", "bar");
    this.bar.setAttribute("aria-hidden", "true");
    this.legend = make("ul", "legend");
    this.legend.setAttribute("aria-label", labels.bar);
    this.advice = make("p", "advice");
    this.note = make("p", "note");
    const figures = make(
      "p",
      "figures",
      make("span", "", this.still, ` ${labels.since}`),
      make("span", "", this.changes, " ", this.changed),
    );
    const head = make("div", "head", this.title, this.under);
    return make("div", "now", head, this.learning, figures, this.bar, this.legend, this.advice, this.note);
  }

  camera() {
    this.video = make("video", "mirrored");
    Object.assign(this.video, { muted: true, playsInline: true, disablePictureInPicture: true });
    this.video.setAttribute("aria-label", "You, as the camera sees you");
    this.canvas = make("canvas", "overlay");
    this.canvas.setAttribute("aria-hidden", "true");
    this.picture = make("div", "picture away", this.video, this.canvas);
    return this.picture;
  }

  controls() {
    const rows = [PRESSES, TOOLS].map((names) => {
      const row = make("div", "row", ...names.map((name) => this.button(name, "")));
      return row;
    });
    const stop = this.button("stop", "stop");
    return make("div", "controls", rows[0], make("div", "row tools", ...rows[1].childNodes, stop));
  }

  button(name, kind) {
    const made = button(`control ${kind}`, words[name], () => this.press(name));
    this.made ??= {};
    this.made[name] = made;
    return made;
  }

  /** `view` as made by `readout`; `update` says what may be pressed. */
  write(view, update) {
    setText(this.title, view.title);
    setText(this.under, view.under);
    show(this.under, view.under);
    show(this.learning, view.learning !== null);
    if (view.learning !== null) this.learning.value = view.learning;
    setText(this.still, view.still);
    setText(this.changes, String(view.changes));
    setText(this.changed, labels.changes(view.changes));
    this.writeBar(view.parts);
    setText(this.advice, view.advice ?? "");
    show(this.advice, view.advice);
    setText(this.note, view.note ?? notes.saving);
    this.writeSuggestion(view.suggestion);
    const quiet = update.snoozed_s > 0;
    const shown = {
      snooze: !quiet && !update.in_meeting,
      wake: quiet && !update.in_meeting,
      meeting: !update.in_meeting,
      meetingOver: update.in_meeting,
      standing: !update.standing,
      sitting: update.standing,
      learn: update.stage === "watching" && !update.standing,
    };
    for (const [name, on] of Object.entries(shown)) this.offer(name, on);
  }

  writeBar(parts) {
    const told = JSON.stringify(parts.map(({ posture, text, share }) => [posture, text, Math.round(share * 200)]));
    if (told === this.toldParts) return;
    this.toldParts = told;
    this.bar.replaceChildren(
      ...parts.map(({ posture, share }) => {
        const part = make("span", "part");
        part.dataset.posture = posture;
        part.style.flexGrow = share;
        return part;
      }),
    );
    this.legend.replaceChildren(
      ...parts.map(({ posture, title: name, text }) => {
        const line = make("li", "", make("span", "key"), make("span", "", name), make("strong", "", text));
        line.dataset.posture = posture;
        return line;
      }),
    );
  }

  writeSuggestion(suggestion) {
    show(this.suggestion, suggestion);
    if (!suggestion) return;
    setText(this.suggested, suggestion.text);
    setText(this.why, suggestion.why);
  }

  offer(name, on) {
    if (!on && this.root.getRootNode().activeElement === this.made[name]) this.focusNext = true;
    show(this.made[name], on);
    if (on && this.focusNext) {
      this.focusNext = false;
      this.made[name].focus();
    }
  }

  /** Something in the way, with buttons [[word, press]]; null when it is out of the way. */
  lay(text, choices = []) {
    if (text === this.laid) return;
    this.laid = text;
    show(this.problem, text);
    this.problem.replaceChildren();
    if (text) this.problem.append(make("p", "", text), ...choices.map(([word, go]) => button("control", word, go)));
  }

  tell(text) {
    setText(this.notice, text ?? "");
    show(this.notice, text);
  }

  /** In place of everything else. */
  close(heading, text, choices) {
    const ways = choices.map(([word, go], index) => button(`control ${index ? "" : "main"}`, word, go));
    const end = make("div", "end", make("h2", "", heading), make("p", "", text), make("div", "row", ...ways));
    end.setAttribute("role", "alert");
    this.root.dataset.stage = "over";
    this.end?.remove();
    this.end = end;
    this.root.append(end);
    ways[0]?.focus();
  }

  reopen() {
    this.end?.remove();
    this.end = null;
    delete this.root.dataset.stage;
  }

  remove() {
    this.root.remove();
  }
}
