// The video of a set, if the patient has agreed: recorded here, sent piece by piece, in order.

const SLICE_MS = 2000;
const BITS = 1_200_000;
const MOST_WAITING = 24 * 1024 * 1024;
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];
const KINDS = ["video/webm;codecs=vp8", "video/mp4", "video/webm"];

export class Recorder {
  /** Without consent this object does nothing at all. `lost()`: a video can't be kept. */
  constructor({ consent, url, token, changed, lost }) {
    Object.assign(this, { consent: consent === true, url, token, changed, lost });
    this.uploads = new Set();
    this.now = null;
  }

  get recording() {
    return this.now !== null;
  }

  /** Told with every update: records while a set is under way. */
  follow(stage, setId, stream) {
    if (!this.consent || !globalThis.MediaRecorder) return;
    const under = stage === "active" || stage === "paused";
    if (this.now && (!under || setId !== this.now.setId)) this.stop();
    if (!this.now && stage === "active" && setId && stream && setId !== this.failed) this.begin(setId, stream);
  }

  /** The video of this set was begun by a page that is gone: it stays as it is. */
  leave(setId) {
    if (this.now?.setId !== setId) this.failed = setId;
  }

  stop() {
    const now = this.now;
    this.now = null;
    if (!now) return;
    if (now.recorder.state !== "inactive") now.recorder.stop();
    this.changed(false);
  }

  /** Resolves when all that was recorded is with the server, or is given up. */
  async finished() {
    await Promise.allSettled([...this.uploads]);
  }

  begin(setId, stream) {
    const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
    let recorder;
    try {
      recorder = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: BITS });
    } catch {
      this.failed = setId;
      this.lost();
      return;
    }
    const upload = new Upload(new URL(this.url, document.baseURI), () => this.token, setId, () => {
      if (this.now?.setId === setId) this.stop();
      this.failed = setId;
      this.lost();
    });
    // One piece is held back, so that the last one is known when it is sent.
    let held = null;
    recorder.ondataavailable = ({ data }) => {
      if (held) upload.add(held, false);
      held = data;
    };
    recorder.onstop = () => {
      upload.add(held ?? new Blob([], { type: recorder.mimeType }), true);
      this.failed = setId; // a set has one video: after a change of camera there is no second one
      if (this.now?.recorder === recorder) this.stop();
    };
    const done = upload.done.finally(() => this.uploads.delete(done));
    this.uploads.add(done);
    this.now = { setId, recorder };
    recorder.start(SLICE_MS);
    this.changed(true);
  }
}

class Upload {
  constructor(url, token, setId, lost) {
    Object.assign(this, { url, token, setId, lost });
    this.parts = [];
    this.next = 0;
    this.bytes = 0;
    this.done = new Promise((over) => (this.over = over));
  }

  add(blob, last) {
    if (this.ended) return;
    this.parts.push({ blob, last });
    this.bytes += blob.size;
    if (this.bytes > MOST_WAITING) this.giveUp();
    else this.run();
  }

  giveUp() {
    this.ended = true;
    this.parts = [];
    this.over();
    this.lost();
  }

  async run() {
    if (this.running) return;
    this.running = true;
    let failures = 0;
    while (this.parts.length) {
      const { blob, last } = this.parts[0];
      const verdict = await this.send(blob, last);
      if (this.ended) break;
      if (verdict === "again" && failures < 40) {
        const pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)];
        failures += 1;
        await new Promise((go) => setTimeout(go, pause));
      } else if (verdict === "done") {
        failures = 0;
        this.bytes -= blob.size;
        this.parts.shift();
        this.next += 1;
        if (last) {
          this.ended = true;
          this.over();
        }
      } else this.giveUp();
    }
    this.running = false;
  }

  async send(blob, last) {
    const url = new URL(this.url);
    url.searchParams.set("set", this.setId);
    url.searchParams.set("part", this.next);
    if (last) url.searchParams.set("last", "1");
    try {
      const answer = await fetch(url, {
        method: "POST",
        body: blob,
        headers: { Authorization: `Bearer ${this.token()}`, "Content-Type": blob.type },
      });
      if (answer.ok) return "done";
      if (answer.status === 409) {
        // The answer to this part was lost on its way: the server has it already.
        const { next } = await answer.json();
        return next === this.next + 1 ? "done" : "lost";
      }
      // A set that has only just begun may not be in the log yet.
      return answer.status >= 500 || answer.status === 404 ? "again" : "lost";
    } catch {
      return "again";
    }
  }
}
