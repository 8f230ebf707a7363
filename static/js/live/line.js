/* The live line: one websocket that says where we stand and then listens. It is never trusted: a line that has been
   silent for 25 s is dropped and opened anew, after every close code but 4401 ("this is over"). Until a socket is open
   again, polling asks and carries what it can. How long it waits between tries, and why so long, is told in
   docs/decisions/0003-our-own-live-line.md. */
import { ask, receive, useLine } from "./cursor.js";
import { pollNow, startPolling, stopPolling } from "./poll.js";
import { ageOfSocket, connect, drop, isOpen, isTrying, send } from "./socket.js";
import { steady, stopwatch } from "./time.js";

const path = document.body.dataset.live;
const SILENT = 25000;
const FRESH = 12000; // a tick comes every 10 s
const STABLE = 5000;
const DOUBTFUL = 2000; // not open after this long: perhaps no socket gets through here
const TO_OPEN = 5000; // and half as long again after each try that hung
const FIRST = 3000; // the room comes back within this time, each phone at a moment of its own
const LONGEST = 5000;
const UNHURRIED = 30000; // while polling carries everything
const WOKEN = 1000;

let isEnded = false;
let state = "connecting";
let heard = stopwatch();
let heardAt = 0;
let tries = 0;
let hung = 0;
let timer = 0;

export const lineState = () => state;

/** When the server was last heard, by this device's own clock; 0 for never. */
export const lastHeard = () => heardAt;

function say(next) {
  if (next === state) return;
  state = next;
  document.documentElement.dataset.line = { live: "socket", slow: "polling", ended: "ended" }[state] ?? "none";
  document.dispatchEvent(new CustomEvent("line:state", { detail: { state } }));
}

function hear() {
  heard = stopwatch();
  heardAt = Date.now();
}

const ping = () => send({ ping: steady() });

function measure() {
  if (!isOpen()) return pollNow();
  for (let i = 0; i < 5; i += 1) setTimeout(ping, i * 300);
  return null;
}

function stop() {
  isEnded = true;
  clearTimeout(timer);
  stopPolling();
  drop();
  say("ended");
}

function polled(isAnswered) {
  const isBack = isAnswered && state !== "slow";
  if (isAnswered) hear();
  say(isAnswered ? "slow" : "connecting");
  if (isBack && isTrying() && ageOfSocket() > DOUBTFUL) open(); // this try has been hanging since before
}

function openWithin(longest) {
  clearTimeout(timer);
  timer = setTimeout(open, Math.random() * longest);
}

function lost(code) {
  if (code === 4401) return stop();
  tries = isOpen() && ageOfSocket() > STABLE ? 0 : tries + 1;
  if (!isOpen()) startPolling(path, polled);
  drop();
  if (state === "live") say("connecting");
  return openWithin(Math.min(state === "slow" ? UNHURRIED : LONGEST, FIRST * 2 ** tries));
}

function opened() {
  hung = 0;
  hear();
  stopPolling();
  ask(true);
  say("live");
  measure();
}

function listen(frame) {
  hear();
  receive(frame);
}

function open() {
  clearTimeout(timer);
  if (!isEnded) connect(path, { opened, heard: listen, closed: lost });
}

function wake(within = 0) {
  if (isEnded || (isTrying() && ageOfSocket() < WOKEN)) return;
  drop();
  if (state === "live") say("connecting");
  tries = 0;
  openWithin(within);
  pollNow();
}

/** Somebody has waited so many milliseconds for an answer in vain: a line that has said nothing since is dropped. */
export const doubt = (waited) => isOpen() && heard() >= waited && lost();

function look() {
  if (document.hidden || isEnded) return;
  if (isOpen() && heard() < FRESH) ask(true);
  else wake();
}

function watch() {
  if (isOpen() && heard() > SILENT) lost();
  if (!isTrying() || ageOfSocket() < DOUBTFUL) return;
  startPolling(path, polled);
  if (ageOfSocket() < TO_OPEN * 1.5 ** Math.min(3, hung)) return;
  hung += 1;
  lost();
}

if (path) {
  useLine({ speak: (message) => send(message) || pollNow(), stop });
  addEventListener("online", () => wake(WOKEN));
  addEventListener("offline", () => (isOpen() || isTrying()) && lost());
  addEventListener("pageshow", (event) => event.persisted && look());
  document.addEventListener("visibilitychange", look);
  document.addEventListener("resume", look);
  document.addEventListener("time:doubt", measure);
  setInterval(watch, 1000);
  setInterval(ping, 10000);
  open();
}
