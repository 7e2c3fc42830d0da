// The one module that knows the pose library: a picture in, one body's landmarks out. It runs in a
// worker or on the page, with the same files.

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

export class PoseFailure extends Error {
  /** `code`: "simd", "webgl", "load" or "lost". */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** What draws WebGL here: null without WebGL, else whether it is the processor. */
export function graphics() {
  const canvas = emptyCanvas();
  const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  if (!gl) return null;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return { renderer, software: SOFTWARE.test(renderer) };
}

export class Landmarker {
  /** `vision`: addresses of the library's `bundle` and `wasm` folder. */
  constructor(vision, { progress = () => {}, lost = () => {} } = {}) {
    this.vision = vision;
    this.progress = progress;
    this.lost = lost;
    this.models = new Map();
  }

  async open({ model, delegate, people }) {
    this.close();
    const { FilesetResolver, PoseLandmarker } = await this.library();
    if (!(await FilesetResolver.isSimdSupported())) throw new PoseFailure("simd", "no wasm SIMD");
    const bytes = await this.model(model);
    // The library's own loader takes the factory only once from a module that is loaded only once.
    const { default: factory } = await this.import(`${this.vision.wasm}/vision_wasm_module_internal.js`);
    globalThis.ModuleFactory = factory;
    globalThis.Module = { print: onlyErrors, printErr: onlyErrors };
    globalThis.custom_dbg = onlyErrors;
    const canvas = emptyCanvas();
    canvas.addEventListener("webglcontextlost", () => this.canvas === canvas && this.lost());
    this.canvas = canvas;
    this.people = people;
    this.last = -1;
    try {
      this.landmarker = await PoseLandmarker.createFromOptions(
        { wasmLoaderPath: "", wasmBinaryPath: `${this.vision.wasm}/vision_wasm_module_internal.wasm` },
        {
          baseOptions: { modelAssetBuffer: bytes.slice(), delegate },
          runningMode: "VIDEO",
          numPoses: people,
          canvas,
        },
      );
    } catch (error) {
      throw new PoseFailure(/webgl|opengl/i.test(String(error)) ? "webgl" : "load", String(error));
    }
  }

  async setPeople(people) {
    if (!this.landmarker || people === this.people) return;
    this.people = people;
    await this.landmarker.setOptions({ numPoses: people });
  }

  /** `at` is the time of capture in ms. */
  detect(picture, at) {
    // The library wants time to rise; two frames may fall into one millisecond.
    this.last = Math.max(this.last + 1, Math.round(at));
    const begun = performance.now();
    const found = this.landmarker.detectForVideo(picture, this.last);
    const ms = performance.now() - begun;
    const which = largest(found.landmarks);
    const image = found.landmarks[which];
    const world = found.worldLandmarks[which];
    return {
      image: image ? image.flatMap((p) => [five(p.x), five(p.y), five(p.z), five(p.visibility)]) : null,
      world: world ? world.flatMap((p) => [four(p.x), four(p.y), four(p.z)]) : null,
      people: this.people > 1 && image ? found.landmarks.length : null,
      ms,
    };
  }

  close() {
    this.canvas = null;
    const landmarker = this.landmarker;
    this.landmarker = null;
    try {
      landmarker?.close();
    } catch {
      // It had failed already.
    }
  }

  async library() {
    return this.import(this.vision.bundle);
  }

  async import(url) {
    try {
      return await import(url);
    } catch (error) {
      throw new PoseFailure("load", String(error));
    }
  }

  async model(url) {
    if (!this.models.has(url)) this.models.set(url, await fetched(url, this.progress));
    return this.models.get(url);
  }
}

async function fetched(url, progress) {
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const size = Number(answer.headers.get("X-Content-Length") ?? answer.headers.get("Content-Length"));
    const parts = [];
    let got = 0;
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      got += value.length;
      if (size) progress(Math.min(got / size, 1));
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  } catch (error) {
    throw new PoseFailure("load", String(error));
  }
}

function emptyCanvas() {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(1, 1);
  return document.createElement("canvas");
}

/** The person who fills most of the picture: nearest to the camera. */
function largest(people) {
  let best = 0;
  let most = -1;
  people.forEach((marks, index) => {
    const [x, y] = ["x", "y"].map((axis) => marks.map((mark) => mark[axis]));
    const area = (Math.max(...x) - Math.min(...x)) * (Math.max(...y) - Math.min(...y));
    if (area > most) [best, most] = [index, area];
  });
  return best;
}

/** The library writes many informational lines, most of them as warnings and errors. */
function onlyErrors(...lines) {
  const text = lines.join(" ");
  if (/^\s*[EF]\d{4} /.test(text)) console.warn(text);
}

const five = (value) => Math.round(value * 1e5) / 1e5;
const four = (value) => Math.round(value * 1e4) / 1e4;
