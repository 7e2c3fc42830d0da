// Every sentence that the live page says. Short, kind, and with a way on.

export const camera = {
  insecure:
    "This address is not secure, so the browser keeps the camera closed. Open Back Coach with an address that starts with https, or on the computer itself.",
  none: "This browser has no way to use a camera. Please use a current Chrome, Edge, Firefox or Safari.",
  refused:
    "The camera is not allowed yet. Tap the sign beside the address, allow the camera, then press Try again.",
  missing: "I find no camera. Plug one in or switch it on, then press Try again.",
  busy: "Another program is using the camera. Close it, then press Try again.",
  other: "The camera did not start. Wait a moment, then press Try again.",
  ended: "The camera has stopped. Check its cable or switch, then press Try again.",
  interrupted: "The camera is taken for a moment, perhaps by a call. It goes on by itself.",
  opening: "Opening the camera… Your browser may ask you to allow it.",
};

export const pose = {
  loading: "Getting ready…",
  loadingShare: (percent) => `Getting ready… ${percent} %`,
  noSimd:
    "This browser is too old to follow your movement. Please update it, or use a current Chrome, Edge, Firefox or Safari.",
  noWebgl:
    "This browser can't work on the picture. Switch on hardware acceleration in its settings, or use another browser.",
  failed: "The part that follows your movement did not start. Check the connection, then press Try again.",
  lost: "The picture stopped for a moment. It goes on now.",
  lite: "This device is slow, so I look less closely. Counting goes on.",
  slow: "This device is slow. Close other programs, and move slowly, so that I can follow.",
};

export const link = {
  connecting: "Connecting…",
  lost: "Connection lost, I keep trying. What you did is safe.",
  badToken: [
    "Please begin again",
    "This page was open for too long. Go back to the exercises and start from there. What you did is safe.",
  ],
  gone: ["This sitting is over", "What you did is in your log."],
  taken: ["You went on elsewhere", "Another window or device has the camera now, so I stopped here."],
  tooFast: ["One moment, please", "This device sent too much at once. Press Try again."],
  mismatch: ["Please load this page again", "It is out of date. What you did is safe."],
};

export const notice = {
  hidden: "I paused while this page was in the background. Go on whenever you like.",
  stopping: "We stop here. I am saving what you did.",
  asleep: "There was a gap in the picture. What you did is safe.",
  videoLost: "The video of this set can't be kept. Your exercise goes on and is saved.",
};

export const countdown = "Get ready";

export const checking = {
  wait: "Step into the picture, so that I can see all of you.",
  still: "Stand still in the start position, and we begin.",
  stillHere: "Get into the start position and stay still, and we begin.",
  nearly: "Good. Stay like that…",
};

export const paused = {
  left: "Paused: I can't see you. Step back into the picture and I go on.",
  asked: "Paused. Press Go on, or raise one arm, when you are ready.",
  askedLow: "Paused. Press Go on when you are ready.",
  resumed: (count) => `You were in the middle of a set, ${count} so far. Step into the picture and I go on.`,
};

export const rest = (set, sets) => `Rest, and breathe calmly. Next is set ${set} of ${sets}.`;

export const gesture = {
  start: "Keep your arm up to begin",
  pause: "Keep your arm up to pause",
  resume: "Keep your arm up to go on",
  stop: "Lower your arm to rest, or keep it up to finish",
};

export const over = {
  done: ["Well done", "You are finished for now. Everything is saved."],
  stopped: ["Good that you listened to your body", "We stop here. Everything you did is saved."],
  pain: [
    "Good that you stopped",
    "Rest in a position that is comfortable. What you did is saved. If the pain does not ease, ask your physiotherapist or doctor.",
  ],
  sharp_pain: [
    "Good that you stopped",
    "Rest now, and do no more of this exercise today. Please tell your physiotherapist or doctor about the sharp pain.",
  ],
};

export const buttons = {
  start: "Start now",
  pause: "Pause",
  resume: "Go on",
  finish: "Finish this set",
  finishAll: "Finish here",
  skip: "Skip the rest",
  stop: "Stop",
  hurts: "It hurts",
  settings: "Settings",
  full: "Full screen",
  small: "Leave full screen",
  turn: "Turn camera",
  again: "Try again",
  back: "Back to the exercises",
  here: "Use it here",
  see: "See how it went",
  reload: "Load again",
  close: "Close",
};

export const stopping = {
  title: "Shall we stop?",
  text: "What you did is saved.",
  yes: "Yes, stop",
  no: "No, go on",
};

export const hurting = {
  title: "How much does it hurt?",
  text: "0 is no pain, 10 is the worst pain you can think of.",
  sharp: "Sharp or shooting pain",
  back: "It doesn't hurt, go back",
  some: "Some discomfort is okay. Go gently, and stop whenever you like.",
  number: (value) => `Pain ${value} of 10`,
};

export const settings = {
  title: "Settings",
  camera: "Camera",
  voice: "Voice",
  noVoice: "This device has no voice: you hear a tone",
  automatic: "Choose for me",
  volume: "Loudness",
  mute: "No sound",
  captions: "Show what is said as text",
  size: "Text size",
  sizes: [
    ["1", "Normal"],
    ["1.2", "Large"],
    ["1.45", "Very large"],
  ],
  otherLanguages: "Other languages",
};

export const screen = {
  pair: "Scan this with your phone. The phone becomes the camera, and you see yourself here.",
  pairNote: "Your browser warns you once, because the certificate was made at home. You may go on.",
  waiting: "Waiting for the camera…",
  waitingNote: "What you did is safe. I go on when the camera is back.",
  look: "This is the camera. Look at the other screen.",
  away: "You can put this device away. Go on at the other screen.",
};

export const recording = "Recording video";

export const watched = {
  asks: (name) => `${name} would like to watch this set.`,
  what: "They see your movement as lines and points, and no video. You can end it at any time.",
  allow: "Allow",
  refuse: "Not now",
  watches: (name) => `${name} sees your movement`,
  end: "Stop sharing",
  nowWatches: (name) => `${name} is watching now.`,
  nobody: "Nobody is watching now.",
  says: (name, text) => `${name}: ${text}`,
};

export const counted = {
  set: (set, sets) => (sets > 1 ? `Set ${set} of ${sets}` : "One set"),
  of: (target) => `of ${target}`,
  ofSeconds: (target) => `of ${target} seconds`,
  seconds: "seconds",
  repetitions: (count) => (count === 1 ? "repetition" : "repetitions"),
  sides: (sides) => `Left ${sides.left} · Right ${sides.right}`,
  heldSides: (sides) => `Left ${sides.left} s · Right ${sides.right} s`,
  left: (seconds) => `${seconds} s left`,
};

export const check = { yes: "done", no: "please change", unknown: "not seen yet" };
