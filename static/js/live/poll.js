/* The slow way, for networks that let no websocket through: the same catch-up answer, asked for every three seconds.
   While nobody answers it only knocks, which costs the server nothing when it comes back to a whole room. */
import { position, receive } from "./cursor.js";
import { sample, steady } from "./time.js";

const EVERY = 3000;
const KNOCK = 4000;
const PATIENCE = 10000;
const LONGEST = 30000;

let path = "";
let report = () => {};
let timer = 0;
let isOn = false;
let isBusy = false;
let isAskedAgain = false;
let isAway = false; // the last round brought nothing
let refusals = 0; // rounds in a row that failed although somebody was there
let stop = new AbortController();

async function get(address, within) {
  stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), within);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store", signal: stop.signal });
    const told = await answer.json(); // a hotel's login page is no JSON
    const isShownOut = (answer.status === 403 || answer.status === 404) && told.status === answer.status;
    if (!answer.ok && !isShownOut) throw new Error(String(answer.status));
    return told;
  } finally {
    clearTimeout(patience);
  }
}

async function round() {
  if (isAway && (await get("/health", KNOCK)).status !== "ok") throw new Error("somebody else");
  refusals += 1; // taken back as soon as there is an answer
  const sent = steady();
  const frames = await get(`${path}?${new URLSearchParams(position())}`, PATIENCE);
  if (!isOn) return;
  isAway = false;
  refusals = 0;
  report(true);
  for (const frame of Array.isArray(frames) ? frames : [{ end: frames.message }]) {
    if (frame.now !== undefined) sample(sent, frame.now);
    receive(frame);
  }
}

function pause() {
  if (!isAway) return isAskedAgain ? 0 : EVERY * (0.8 + Math.random() * 0.4);
  return (0.5 + Math.random()) * Math.min(LONGEST, EVERY * 2 ** Math.max(0, refusals - 1));
}

async function run() {
  if (isBusy || !isOn) return;
  clearTimeout(timer);
  isBusy = true;
  isAskedAgain = false;
  try {
    await round();
  } catch {
    isAway = true;
    if (isOn) report(false);
  }
  isBusy = false;
  if (isOn) timer = setTimeout(run, pause());
}

/** Starts to ask; `then(isAnswered)` is told after every round. */
export function startPolling(address, then) {
  if (isOn) return;
  [path, report, isOn, isAway, refusals] = [address, then, true, false, 0];
  run();
}

export function stopPolling() {
  isOn = false;
  clearTimeout(timer);
  stop.abort();
}

/** Asks at once, out of turn. */
export function pollNow() {
  isAskedAgain = true;
  run();
}
