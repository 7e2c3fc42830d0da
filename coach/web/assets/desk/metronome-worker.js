// Ticks. A worker's timer goes on evenly where a page's own is slowed down in the background.
let timer = null;

onmessage = ({ data: ms }) => {
  clearInterval(timer);
  timer = ms ? setInterval(() => postMessage(null), ms) : null;
};
