/* The 90 seconds in which a table host tells new guests what was said here: a ring that empties, [data-retelling] with the
   seconds. It runs on this phone alone and goes on when the page around it is drawn anew; at its end the phone vibrates. */
import { isWanted } from "./device.js";
import { stopwatch } from "./live/time.js";

let age = null; // while it runs
let isOver = false;
let timer = 0;

const clockNow = () => document.querySelector("[data-retelling]");

function show() {
  const clock = clockNow();
  if (!clock) return;
  const whole = Number(clock.dataset.retelling);
  const left = isOver ? 0 : Math.max(0, whole - (age ? age() / 1000 : 0));
  const seconds = Math.ceil(left);
  const button = clock.querySelector("button");
  clock.hidden = false;
  clock.dataset.state = age ? "running" : isOver ? "over" : "ready";
  clock.style.setProperty("--left", (left / whole).toFixed(4));
  clock.querySelector("[data-digits]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const { begin, end, again } = button.dataset;
  const words = age ? end : isOver ? again : begin;
  if (button.textContent !== words) button.textContent = words;
  const said = clock.querySelector("[data-over]");
  const sentence = isOver ? said.dataset.over : "";
  if (said.textContent !== sentence) said.textContent = sentence;
  if (age) clock.closest("details").open = true;
}

function stop(hasEnded) {
  clearInterval(timer);
  age = null;
  isOver = hasEnded;
  show();
}

function tick() {
  const whole = Number(clockNow()?.dataset.retelling);
  if (!whole) return stop(false); // the round is over
  if (age() < whole * 1000) return show();
  if (isWanted("vibration")) navigator.vibrate?.([120, 80, 120, 80, 120]);
  return stop(true);
}

function start() {
  age = stopwatch();
  isOver = false;
  timer = setInterval(tick, 250);
  show();
}

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-retelling] button")) return;
  if (age) stop(false);
  else start();
});
document.addEventListener("screen:drawn", show);
show();
