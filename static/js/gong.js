/* A gentle gong when people are to get up: when the time is up, and when a round is over. Synthesised: a few partials
   that fade, quieter than a voice. It sounds on walls of cafés that want it, once for each event, and never for one that
   is only heard of later. Browsers ask for a gesture before the first sound; until then a button asks for it. */
import { serverNow } from "./live/time.js";

const FRESH = 8000; // a sleeping laptop that wakes must not ring for the past
const APART = 10000; // the clock's end and the change that follows are one event
const LOUDNESS = 0.25; // -12 dB
const BASE = 174.6;
const PARTIALS = [[1, 1, 5], [2.01, 0.55, 4], [2.42, 0.35, 3], [3.01, 0.25, 2.4], [4.12, 0.14, 1.6], [5.43, 0.08, 1]]; // times the base, strength, seconds

const { body } = document;
let context = null;
let rangAt = -APART;
let before = { stage: body.dataset.stage, clock: body.dataset.clock };

const isWanted = () => "gong" in body.dataset && body.dataset.screen === "wall";

function isOff() {
  try {
    return localStorage.getItem("gong") === "off";
  } catch {
    return false;
  }
}

const isReady = () => context?.state === "running";

function show() {
  const ask = document.querySelector("[data-gong-ask]");
  if (ask) ask.hidden = !isWanted() || isOff() || isReady();
  document.querySelector('[data-wall="gong"]')?.setAttribute("aria-pressed", String(!isOff()));
}

/** Any key or click at the wall is the gesture that browsers want. */
export async function unlock() {
  if (!isWanted() || isOff() || isReady() || !globalThis.AudioContext) return;
  context ??= new AudioContext();
  await context.resume();
  show();
}

function partial(times, strength, seconds, out) {
  const now = context.currentTime;
  const [tone, gain] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = BASE * times;
  gain.gain.setValueAtTime(0, now);
  gain.gain.linearRampToValueAtTime(strength, now + 0.012);
  gain.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
  tone.connect(gain).connect(out);
  tone.start(now);
  tone.stop(now + seconds);
}

function sound() {
  if (!isReady()) return;
  const out = context.createGain();
  out.gain.value = LOUDNESS / PARTIALS.reduce((sum, [, strength]) => sum + strength, 0);
  out.connect(context.destination);
  for (const [times, strength, seconds] of PARTIALS) partial(times, strength, seconds, out);
}

function ring() {
  if (!isWanted() || isOff() || performance.now() - rangAt < APART) return;
  rangAt = performance.now();
  sound();
  document.dispatchEvent(new CustomEvent("gong", { detail: { isHeard: isReady() } }));
}

/** On or off for this screen; what the host wants stays. */
export function change() {
  if (!isWanted()) return;
  try {
    localStorage.setItem("gong", isOff() ? "on" : "off");
  } catch {
    // it stays as the host wants it
  }
  unlock();
  show();
}

const isFresh = (moment) => Math.abs(serverNow() - Number(moment)) < FRESH;

function look() {
  const now = { stage: body.dataset.stage, clock: body.dataset.clock };
  const isOver = before.stage === "round" && ["change", "rounds_over"].includes(now.stage) && isFresh(body.dataset.ended);
  const isUp = ["running", "warning"].includes(before.clock) && now.clock === "over" && isFresh(document.getElementById("clock")?.dataset.ends);
  before = now;
  if (isOver || isUp) ring();
  show();
}

new MutationObserver(look).observe(body, { attributes: true, attributeFilter: ["data-stage", "data-clock", "data-gong"] });
document.addEventListener("keydown", unlock);
document.addEventListener("pointerdown", unlock);
show();
