/* The clock: only the deadline comes from the server, every screen counts by itself and all change together. It never
   runs backwards: when the measured difference to the server's clock changes, it is made up for in small steps. */
import { isMeasured, offset, steady } from "./live/time.js";
import { speak } from "./notice.js";

const SPOKEN_AT = [5, 2, 1, 0]; // minutes
const PACE = 0.15; // of the time that passes may be correction, so that no second is skipped or told twice
const JUMP = 3000; // a difference this large was a wrong clock, not a slow network

let shift = offset();
let easedAt = steady();
let isGuessed = true;
let wasEnding = 0;
let wasLeft = null;
let whole = 0;
let timer = 0;

function ease() {
  const missing = offset() - shift;
  const step = PACE * Math.max(0, steady() - easedAt);
  easedAt = steady();
  const mayJump = Math.abs(missing) > JUMP || (isGuessed && missing > 0); // a guess is late by the way the page had
  shift += mayJump ? missing : Math.max(-step, Math.min(step, missing));
  isGuessed = !isMeasured();
}

function digits(left) {
  const seconds = left > 0 ? Math.ceil(left / 1000) : Math.floor(-left / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return left > 0 || seconds === 0 ? text : `+${text}`;
}

function stateOf(clock, left) {
  if (clock.dataset.paused) return "paused";
  if (left <= 0) return "over";
  return left <= Number(clock.dataset.warn || 0) * 1000 ? "warning" : "running";
}

function remind(clock, left) {
  const passed = SPOKEN_AT.find((minutes) => wasLeft > minutes * 60000 && left <= minutes * 60000);
  const sentence = passed === undefined ? null : clock.getAttribute(`data-say-${passed}`);
  speak(sentence);
}

function show(clock) {
  const ends = Number(clock.dataset.ends);
  const left = clock.dataset.paused ? Number(clock.dataset.paused) : ends - (steady() + shift);
  if (ends !== wasEnding) [wasEnding, wasLeft, whole] = [ends, null, left];
  whole = Number(clock.dataset.total) || whole;
  const state = stateOf(clock, left);
  if (wasLeft !== null && state !== "paused") remind(clock, left);
  wasLeft = left;

  const place = clock.querySelector("[data-digits]");
  const text = digits(left);
  if (place && place.textContent !== text) place.textContent = text;
  if (clock.dataset.state !== state) clock.dataset.state = state;
  if (document.body.dataset.clock !== state) document.body.dataset.clock = state;
  clock.style.setProperty("--left", Math.max(0, Math.min(1, left / (whole || 1))).toFixed(4));
  return left;
}

function tick() {
  clearTimeout(timer);
  ease();
  const clock = document.getElementById("clock");
  let wait = 1000;
  if (clock?.dataset.ends || clock?.dataset.paused) {
    const left = show(clock);
    wait = (((left % 1000) + 1000) % 1000) + 5; // until the second is full, however little of it is left
  } else {
    delete document.body.dataset.clock;
  }
  timer = setTimeout(tick, wait);
}

document.addEventListener("screen:drawn", tick);
document.addEventListener("visibilitychange", () => document.hidden || tick());
tick();
