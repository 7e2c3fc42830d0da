// The page of a sitting: picture, number, cue, buttons. It writes down what it is told.
import { button, make, setText, show } from "./dom.js";
import { Ring } from "./ring.js";
import { buttons as words, check as checkWords, recording, screen, watched } from "./words.js";

const SHOWN = {
  check: ["start"],
  countdown: ["hurts"],
  active: ["pause", "hurts", "finish"],
  paused: ["resume", "hurts", "finish"],
  rest: ["skip", "hurts", "finish"],
  over: [],
};
const SIGNS = { true: "✓", false: "!", null: "•" };
const CUE_SIGNS = { form: "▲", praise: "✓", camera: "◉", therapist: "☎" };
const CUE_SIZES = [1, 0.88, 0.77, 0.67, 0.58, 0.5, 0.42, 0.35];
const CUE_MS = 6000;
const CAPTION_MS = 2500;

export class Panel {
  /** `press(name)` is called for every button. */
  constructor(root, role, press) {
    this.root = root;
    this.press = press;
    this.live = make("section", "live");
    this.live.dataset.role = role;
    this.live.dataset.stage = "check";
    this.live.tabIndex = -1;
    this.live.append(this.picture(), this.side());
    root.append(this.live);
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.words);
  }

  picture() {
    this.video = make("video", "mirrored");
    Object.assign(this.video, { muted: true, playsInline: true, disablePictureInPicture: true });
    this.video.setAttribute("aria-label", "You, as the camera sees you");
    this.canvas = make("canvas", "overlay");
    this.canvas.setAttribute("aria-hidden", "true");
    this.record = make("p", "recording", recording);
    this.notice = make("p", "notice");
    this.notice.setAttribute("role", "status");
    this.arm = make("div", "gesture", make("p", ""), make("div", "bar", make("div", "fill")));
    this.caption = make("p", "caption");
    this.caption.setAttribute("aria-live", "polite");
    this.card = make("div", "card");
    this.card.setAttribute("role", "alert");
    for (const hidden of [this.record, this.notice, this.arm, this.card]) hidden.hidden = true;
    this.top = make("div", "top", this.record, this.notice, this.arm);
    return make("div", "picture", this.video, this.canvas, this.top, this.card, this.caption);
  }

  side() {
    this.name = make("h2", "name");
    this.set = make("span", "set");
    this.tools = make("div", "tools", this.tool("turn"), this.tool("full"), this.tool("settings"));
    this.ring = new Ring();
    this.number = make("span", "number");
    this.under = make("span", "under");
    this.dial = make("div", "dial", this.ring.element, make("div", "inside", this.number, this.under));
    this.detail = make("p", "detail");
    this.checks = make("ul", "checks");
    this.cue = make("p", "cue");
    this.cue.hidden = true;
    this.controls = make("div", "controls");
    for (const name of ["start", "pause", "resume", "skip"]) this.controls.append(this.control(name, "main"));
    this.controls.append(this.control("stop", "stop"), this.control("hurts", ""));
    this.finish = this.control("finish", "");
    this.controls.append(this.finish);
    this.words = make("div", "words", this.cue, this.checks, this.detail);
    const note = this.live.dataset.role === "camera" ? make("p", "note", screen.look) : null;
    const head = make("header", "head", make("div", "who", this.name, this.set), this.tools);
    return make("div", "side", head, note, make("div", "middle", this.dial, this.words), this.controls);
  }

  tool(name) {
    const made = button(`tool ${name}`, words[name], () => this.press(name));
    this[`${name}Button`] = made;
    return made;
  }

  control(name, kind) {
    const made = button(`control ${kind} ${name}`, words[name], () => this.press(name));
    made.hidden = name !== "stop";
    made.dataset.name = name;
    return made;
  }

  exercise(name) {
    setText(this.name, name);
  }

  /** `view` as made by `readout`. */
  write(view) {
    const { stage } = this.live.dataset;
    setText(this.set, view.set);
    setText(this.number, view.number === null ? "" : String(view.number));
    setText(this.under, view.under);
    this.number.classList.toggle("long", String(view.number).length > 2);
    show(this.dial, view.number !== null);
    this.ring.set(view.ring);
    setText(this.detail, view.detail);
    show(this.detail, view.detail);
    this.writeChecks(view);
    this.writeCue(view.text);
    show(this.arm, view.gesture);
    if (view.gesture) {
      setText(this.arm.firstChild, view.gesture.text);
      this.arm.querySelector(".fill").style.width = `${Math.round(100 * view.gesture.share)}%`;
    }
    setText(this.finish, view.last ? words.finish : words.finishAll);
    for (const made of this.controls.children) {
      show(made, made.dataset.name === "stop" ? stage !== "over" : SHOWN[stage]?.includes(made.dataset.name));
    }
  }

  enter(stage) {
    if (this.live.dataset.stage === stage) return;
    this.live.dataset.stage = stage;
    if (!this.passedOn()) this.said = null;
    const focused = this.root.activeElement;
    // The button that was pressed goes away: the keyboard stays at the same place.
    if (focused?.classList?.contains("main")) {
      requestAnimationFrame(() => this.controls.querySelector(".main:not([hidden])")?.focus());
    }
  }

  writeChecks({ checks, ring }) {
    show(this.checks, checks);
    if (!checks) return;
    const told = JSON.stringify(checks) + Math.round(20 * (ring ?? 0));
    if (told === this.toldChecks) return;
    this.toldChecks = told;
    this.checks.replaceChildren(
      ...checks.map((one) => {
        const sign = make("span", "sign", SIGNS[one.ok]);
        sign.setAttribute("aria-hidden", "true");
        const words = { true: checkWords.yes, false: checkWords.no, null: checkWords.unknown }[one.ok];
        const line = make("li", "", sign, make("span", "", one.text), make("span", "unseen", ` (${words})`));
        line.dataset.ok = String(one.ok);
        return line;
      }),
    );
    this.live.style.setProperty("--still", String(ring ?? 0));
    this.fit();
  }

  writeCue(text) {
    const said = this.said && performance.now() - this.said.at < CUE_MS ? this.said : null;
    const shown = text && !this.passedOn() ? { text, kind: "hint" } : said;
    const line = shown ? `${CUE_SIGNS[shown.kind] ? `${CUE_SIGNS[shown.kind]} ` : ""}${wordsOf(shown)}` : "";
    if (line === this.cue.textContent) return;
    setText(this.cue, line);
    this.cue.dataset.kind = shown?.kind ?? "";
    show(this.cue, line);
    this.fit();
  }

  /** The cue is as large as there is room for. */
  fit() {
    for (const size of CUE_SIZES) {
      this.words.style.setProperty("--fit", size);
      this.words.style.setProperty("--fit-list", 0.5 + 0.5 * size);
      if (this.words.scrollHeight <= this.words.clientHeight + 1) return;
    }
  }

  /** The one cue: what was said last, apart from numbers. A therapist's own words stay for a while. */
  hear(cue) {
    if (cue.kind === "count" || (this.passedOn() && cue.kind !== "therapist")) return;
    this.said = { ...cue, at: performance.now() };
  }

  passedOn() {
    return this.said?.kind === "therapist" && performance.now() - this.said.at < CUE_MS;
  }

  say(text) {
    setText(this.caption, text);
    this.caption.classList.add("on");
    clearTimeout(this.captionTimer);
    const ms = Math.max(CAPTION_MS, 90 * text.length);
    this.captionTimer = setTimeout(() => this.caption.classList.remove("on"), ms);
  }

  tell(text, ms = 0) {
    setText(this.notice, text ?? "");
    show(this.notice, text);
    clearTimeout(this.noticeTimer);
    if (ms) this.noticeTimer = setTimeout(() => this.tell(this.standing ?? null), ms);
    else this.standing = text;
  }

  /** A message over the picture: text and buttons [[word, press]], or null to take it away. */
  lay(text, choices = []) {
    if (text === this.laid) return;
    this.laid = text;
    show(this.card, text);
    this.card.replaceChildren();
    if (!text) return;
    this.card.append(make("p", "", text), ...choices.map(([word, press]) => button("control", word, press)));
  }

  /** A message in place of everything. */
  close(title, text, choices) {
    this.live.dataset.stage = "over";
    const made = choices.map(([word, press], index) => button(`control ${index ? "" : "main"}`, word, press));
    const heading = make("h2", "", title);
    const end = make("div", "end", heading, make("p", "", text), make("div", "controls", ...made));
    end.setAttribute("role", "alert");
    this.end?.remove();
    this.end = end;
    this.live.append(end);
    (made[0] ?? heading).focus?.();
  }

  reopen() {
    this.end?.remove();
    this.end = null;
  }

  remove() {
    clearTimeout(this.captionTimer);
    clearTimeout(this.noticeTimer);
    this.sizes.disconnect();
    this.live.remove();
  }
}

function wordsOf({ text, by }) {
  return by ? watched.says(by, text) : text;
}
