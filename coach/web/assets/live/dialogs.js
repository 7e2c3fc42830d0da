// The calm questions in between: stop, pain, settings.
import { button, make } from "./dom.js";
import { buttons as common, hurting, settings as words, stopping } from "./words.js";

class Dialog {
  /** `closed()` when it was closed without an answer. */
  constructor(host, name, title, closed) {
    this.element = make("dialog", name, make("h2", "", title));
    this.element.setAttribute("aria-label", title);
    this.closed = closed;
    this.element.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.leave();
    });
    host.append(this.element);
  }

  open() {
    this.element.showModal();
  }

  leave() {
    this.end();
    this.closed?.();
  }

  end() {
    this.element.close();
    this.element.remove();
  }
}

/** `stop()` or `on()`. */
export function askStop(host, { stop, on }) {
  const dialog = new Dialog(host, "ask", stopping.title, on);
  const yes = button("control stop", stopping.yes, () => {
    dialog.end();
    stop();
  });
  dialog.element.append(
    make("p", "", stopping.text),
    make("div", "controls", yes, button("control main", stopping.no, () => dialog.leave())),
  );
  dialog.open();
  yes.focus();
  return dialog;
}

/** `pain(number)`, `sharp()` or `on()`. */
export function askPain(host, { pain, sharp, on }) {
  const dialog = new Dialog(host, "ask pain", hurting.title, on);
  const answer = (then) => () => {
    dialog.end();
    then();
  };
  const numbers = Array.from({ length: 11 }, (_, value) => {
    const one = button("control number", String(value), answer(() => pain(value)));
    one.setAttribute("aria-label", hurting.number(value));
    return one;
  });
  dialog.element.append(
    make("p", "", hurting.text),
    make("div", "numbers", ...numbers),
    make(
      "div",
      "controls",
      button("control stop", hurting.sharp, answer(sharp)),
      button("control", hurting.back, () => dialog.leave()),
    ),
  );
  dialog.open();
  return dialog;
}

/** `cameras`: [{id, label}]; `tools`: [[word, press]]; `changed(name)` after each change. */
export function showSettings(host, { settings, cameras, camera, voices, tools, changed, on }) {
  const dialog = new Dialog(host, "ask settings", words.title, on);
  const put = (name, value) => {
    settings.set(name, value);
    changed(name);
  };
  const rows = [];
  if (cameras.length) {
    const names = cameras.map(({ id, label }) => [id, label]);
    rows.push(choice(words.camera, names, camera, (value) => put("camera", value)));
  }
  rows.push(voiceChoice(voices, settings.get("voice"), (value) => put("voice", value)));
  rows.push(slider(words.volume, settings.get("volume"), (value) => put("volume", value)));
  rows.push(tick(words.mute, settings.get("mute"), (value) => put("mute", value)));
  rows.push(tick(words.captions, settings.get("captions"), (value) => put("captions", value)));
  rows.push(choice(words.size, words.sizes, settings.get("size"), (value) => put("size", value)));
  dialog.element.append(
    make("div", "rows", ...rows),
    make(
      "div",
      "controls",
      ...tools.map(([word, press]) => button("control", word, () => (dialog.leave(), press()))),
      button("control main", common.close, () => dialog.leave()),
    ),
  );
  dialog.open();
  return dialog;
}

function choice(label, options, now, put) {
  const select = make("select", "");
  fill(select, options, now);
  select.addEventListener("change", () => put(select.value));
  return make("label", "row", make("span", "", label), select);
}

function voiceChoice({ own, others }, now, put) {
  const select = make("select", "");
  const named = (all) => all.map((voice) => [voice.voiceURI, `${voice.name} (${voice.lang})`]);
  fill(select, own.length || others.length ? [["", words.automatic], ...named(own)] : [["", words.noVoice]], now);
  if (others.length) {
    const group = make("optgroup", "");
    group.label = words.otherLanguages;
    fill(group, named(others), now);
    select.append(group);
  }
  select.addEventListener("change", () => put(select.value));
  return make("label", "row", make("span", "", words.voice), select);
}

function fill(box, options, now) {
  for (const [value, text] of options) {
    const option = make("option", "", text);
    option.value = value;
    option.selected = value === now;
    box.append(option);
  }
}

function slider(label, now, put) {
  const input = make("input", "");
  Object.assign(input, { type: "range", min: 0.1, max: 1, step: 0.1, value: now });
  input.addEventListener("change", () => put(Number(input.value)));
  return make("label", "row", make("span", "", label), input);
}

function tick(label, now, put) {
  const input = make("input", "");
  input.type = "checkbox";
  input.checked = now;
  input.addEventListener("change", () => put(input.checked));
  return make("label", "row tick", input, make("span", "", label));
}
