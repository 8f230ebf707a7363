/* The live line: one websocket that says where we stand and then listens. It is never trusted: a line that has been
   silent for 25 s is dropped without waiting for close() (that takes a minute in some browsers) and opened anew, after
   every close code but 4401 ("this is over"). Where no socket gets through, polling does the same more slowly. */
import { ask, receive, useLine } from "./cursor.js";
import { pollNow, startPolling, stopPolling } from "./poll.js";

const path = document.body.dataset.live;
const SILENT = 25000;
const FRESH = 12000; // a tick comes every 10 s
const TO_OPEN = 10000;
const UNOPENED_UNTIL_POLLING = 3;

let socket = null;
let isOpen = false;
let isEnded = false;
let state = "connecting";
let heardAt = 0;
let startedAt = 0;
let tries = 0;
let unopened = 0;
let timer = 0;

export const lineState = () => state;
export const lastHeard = () => heardAt;

function say(next) {
  if (next === state) return;
  state = next;
  document.documentElement.dataset.line = { live: "socket", slow: "polling", ended: "ended" }[state] ?? "none";
  document.dispatchEvent(new CustomEvent("line:state", { detail: { state } }));
}

/** Sends an object over the socket; false when there is none just now. */
export function send(message) {
  if (!isOpen || socket.readyState !== WebSocket.OPEN) return false; // it may be closing and not have said so yet
  socket.send(JSON.stringify(message));
  return true;
}

const ping = () => send({ ping: Date.now() });

function drop() {
  const old = socket;
  socket = null;
  isOpen = false;
  if (!old) return;
  old.onopen = old.onmessage = old.onclose = null;
  old.close();
}

function stop() {
  isEnded = true;
  clearTimeout(timer);
  stopPolling();
  drop();
  say("ended");
}

function polled(isAnswered) {
  if (isAnswered) heardAt = Date.now();
  say(isAnswered ? "slow" : "connecting");
}

function lost(code) {
  if (code === 4401) return stop();
  const wasStable = isOpen && Date.now() - startedAt > 5000;
  tries = wasStable ? 0 : tries + 1;
  unopened = isOpen ? 0 : unopened + 1;
  drop();
  if (unopened >= UNOPENED_UNTIL_POLLING) startPolling(path, polled);
  else say("connecting");
  clearTimeout(timer);
  timer = setTimeout(open, Math.random() * Math.min(30000, 500 * 2 ** tries));
  return null;
}

function open() {
  clearTimeout(timer);
  drop();
  if (isEnded) return;
  startedAt = Date.now();
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const mine = new WebSocket(url);
  socket = mine;
  mine.onopen = () => {
    isOpen = true;
    heardAt = startedAt = Date.now();
    unopened = 0;
    stopPolling();
    ask(true);
    say("live");
    for (let i = 0; i < 5; i += 1) setTimeout(() => mine === socket && ping(), i * 300);
  };
  mine.onmessage = (event) => {
    heardAt = Date.now();
    receive(JSON.parse(event.data));
  };
  mine.onclose = (event) => lost(event.code);
}

function wake() {
  if (isEnded) return;
  drop();
  if (state === "live") say("connecting");
  tries = 0;
  clearTimeout(timer);
  timer = setTimeout(open, Math.random() * 500);
}

function watch() {
  if (!socket) return;
  if (isOpen ? Date.now() - heardAt > SILENT : Date.now() - startedAt > TO_OPEN) lost();
}

if (path) {
  useLine({ speak: (message) => send(message) || pollNow(), stop });
  addEventListener("online", wake);
  addEventListener("offline", () => socket && lost());
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (isOpen && Date.now() - heardAt < FRESH) ask(true);
    else if (isOpen || !socket) wake();
  });
  setInterval(watch, 1000);
  setInterval(ping, 10000);
  open();
}
