/* The slow way, for networks that let no websocket through: the same catch-up answer, asked for every three seconds. */
import { position, receive } from "./cursor.js";
import { sample } from "./time.js";

const EVERY = 3000;
const PATIENCE = 8000;

let path = "";
let report = () => {};
let timer = 0;
let isOn = false;
let isBusy = false;
let isAskedAgain = false;
let fails = 0;

async function round() {
  const sent = Date.now();
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const answer = await fetch(`${path}?${new URLSearchParams(position())}`, {
      headers: { Accept: "application/json" }, cache: "no-store", signal: abort.signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const frames = await answer.json();
    if (!isOn) return;
    report(true);
    fails = 0;
    for (const frame of frames) {
      if (frame.now !== undefined) sample(sent, frame.now);
      receive(frame);
    }
  } catch {
    fails += 1;
    if (isOn) report(false);
  } finally {
    clearTimeout(patience);
  }
}

async function run() {
  if (isBusy || !isOn) return;
  clearTimeout(timer);
  isBusy = true;
  isAskedAgain = false;
  await round();
  isBusy = false;
  if (!isOn) return;
  const pause = isAskedAgain && !fails ? 0 : EVERY * (0.8 + Math.random() * 0.4) * Math.min(5, 1 + fails);
  timer = setTimeout(run, pause);
}

/** Starts to ask; `then(isAnswered)` is told after every round. */
export function startPolling(address, then) {
  if (isOn) return;
  [path, report, isOn] = [address, then, true];
  run();
}

export function stopPolling() {
  isOn = false;
  clearTimeout(timer);
}

/** Asks at once, out of turn. */
export function pollNow() {
  isAskedAgain = true;
  run();
}
