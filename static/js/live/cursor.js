/* Where this screen stands in the café's logbook. Socket and polling both hand their frames to `receive`; it draws what
   follows on, ignores what is known, asks again where something is missing, and fetches the page when told to. */
import { say } from "../notice.js";
import { fetchPage, onFetched } from "./page.js";
import { put } from "./screen.js";
import { sample } from "./time.js";

const BEHIND_FOR = 2000;
const ANSWER_WITHIN = 3000;

const start = document.getElementById("screen")?.dataset ?? {};
let cur = Number(start.seq ?? 0);
let fp = start.fp ?? "";
let askedAt = -ANSWER_WITHIN;
let head = 0;
let behind = 0;
let resets = 0;
let speak = () => {};
let stop = () => {};

export const position = () => ({ since: cur, fp });

/** How to say "since" and how to end: the line lends its voice. */
export function useLine(line) {
  speak = line.speak;
  stop = line.stop;
}

/** Says where we stand. The answer is one frame that joins on; `anew` repeats a question that is still open. */
export function ask(anew = false) {
  if (!anew && performance.now() - askedAt < ANSWER_WITHIN) return;
  askedAt = performance.now();
  speak(position());
}

onFetched((seq, print) => {
  cur = seq;
  fp = print;
  ask(true);
});

function reset(frame) {
  const pause = resets ? Math.min(20000, 500 * 2 ** resets) : 0; // a server that never agrees must not be hammered
  resets += 1;
  askedAt = performance.now();
  fetchPage(Math.max(frame.nudge ?? 0, pause));
}

function numbered(frame) {
  if (frame.reset) return reset(frame);
  if (frame.prev > cur) return ask();
  askedAt = -ANSWER_WITHIN;
  resets = 0;
  if (frame.to <= cur) return null;
  cur = frame.to;
  fp = frame.fp;
  if (frame.html) put(frame.html);
  if (frame.nudge !== undefined) fetchPage(frame.nudge);
  return null;
}

function tick(frame) {
  head = frame.head;
  if (head <= cur || behind) return;
  behind = setTimeout(() => {
    behind = 0;
    if (head > cur) ask();
  }, BEHIND_FOR);
}

export function receive(frame) {
  if (frame.end !== undefined) {
    say(frame.end);
    stop();
  } else if (frame.ack !== undefined) {
    document.dispatchEvent(new CustomEvent("line:ack", { detail: frame }));
  } else if (frame.to !== undefined) {
    numbered(frame);
  } else if (frame.pong !== undefined) {
    sample(frame.pong, frame.now);
  } else if (frame.head !== undefined) {
    tick(frame);
  } else if (frame.glimpse !== undefined) {
    document.dispatchEvent(new CustomEvent("line:glimpse", { detail: frame.glimpse }));
  }
}
