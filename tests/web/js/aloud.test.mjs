import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const assets = new URL("../../../coach/web/assets/", import.meta.url);
const files = ["shared.js", "aloud.js"].map((name) => readFile(new URL(name, assets), "utf8"));
const source = `${(await Promise.all(files)).join("\n")}\nexport { Aloud };`;
const { Aloud } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

globalThis.document = {
  createElement: () => ({ setAttribute() {}, append(...parts) { this.parts = parts; } }),
};
globalThis.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};

/** A reader whose browser has these voices; `said` is what was spoken, `end()` ends a line. */
function reader(...languages) {
  const said = [];
  let last = null;
  globalThis.speechSynthesis = {
    getVoices: () => languages.map((lang) => ({ lang })),
    speak: (words) => {
      said.push(words.text);
      last = words;
    },
    cancel: () => {},
  };
  const root = { replaceChildren: () => {} };
  const aloud = new Aloud(root, { id: "walk", lines: ["One.", "Two.", "Three."] });
  return { aloud, said, end: () => last.onend(), ended: () => last };
}

test("one line after the other is read, to the end", () => {
  const { aloud, said, end } = reader("de-DE", "en-GB");
  aloud.play.onclick();
  for (let line = 0; line < 3; line += 1) end();
  assert.deepEqual(said, ["One.", "Two.", "Three."]);
  assert.equal(aloud.told.textContent, "That was the whole text.");
  assert.match(aloud.play.textContent, /Read it to me/);
});

test("after a pause it goes on with the line that was broken off", () => {
  const { aloud, said, end } = reader("en-US");
  aloud.play.onclick();
  end();
  aloud.play.onclick();
  assert.match(aloud.play.textContent, /Go on/);
  aloud.play.onclick();
  assert.deepEqual(said, ["One.", "Two.", "Two."]);
});

test("a line that ends after the pause does not go on by itself", () => {
  const { aloud, said, ended } = reader("en-US");
  aloud.play.onclick();
  const broken = ended();
  aloud.play.onclick();
  broken.onend();
  assert.deepEqual(said, ["One."]);
});

test("it can begin again from the start", () => {
  const { aloud, said, end } = reader("en-US");
  aloud.play.onclick();
  end();
  aloud.again.onclick();
  assert.deepEqual(said, ["One.", "Two.", "One."]);
});

test("without an English voice it says so", () => {
  const { aloud, said } = reader("de-DE");
  aloud.play.onclick();
  assert.deepEqual(said, []);
  assert.match(aloud.told.textContent, /no English voice/);
});
