// The pose library away from the page, so that the picture never stutters.
import { keepHome } from "./home.js";
import { Landmarker, graphics } from "./landmarker.js";

keepHome(self);
let landmarker = null;

const tasks = {
  async begin({ vision }) {
    landmarker = new Landmarker(vision, {
      progress: (share) => postMessage({ event: "progress", share }),
      lost: () => postMessage({ event: "lost" }),
    });
    return graphics();
  },
  open: (options) => landmarker.open(options),
  setPeople: ({ people }) => landmarker.setPeople(people),
  detect({ picture, at }) {
    try {
      return landmarker.detect(picture, at);
    } finally {
      picture.close();
    }
  },
  close() {
    landmarker?.close();
    self.close();
  },
};

// One after the other: a picture must not meet a model that is being exchanged.
let chain = Promise.resolve();
onmessage = ({ data: { id, task, options } }) => {
  chain = chain.then(async () => {
    try {
      postMessage({ id, value: await tasks[task](options ?? {}) });
    } catch (error) {
      postMessage({ id, failed: { code: error?.code ?? "load", message: String(error) } });
    }
  });
};
