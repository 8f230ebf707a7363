/* The outbox: what somebody has written leaves it only when the server has acknowledged it, or refused it in words.
   Entries go out one by one in their own order, and again with the same key until there is an answer; the key makes
   every repetition harmless, also from a second tab. */
import { deliver, giveUp } from "./delivery.js";
import { lineState } from "./line.js";
import { pollNow } from "./poll.js";
import { all, amend, isKept, known, remove, save } from "./store.js";
import { serverNow } from "./time.js";
import { uuid } from "./uuid.js";

const LONGEST = 10000;
const LATER = new Set([408, 425, 429, 503]); // not refused, only not now
const STUBBORN = 3; // answers that something is broken, for one and the same entry, until the others may pass it
const REST = 30000;
const LONGEST_REST = 300000;
const OTHER_TAB = 3000; // it may be closed while it sends

const list = document.getElementById("outbox");

/** The café whose entries this page shows; a page that only tells of an error knows it by its address. */
export const cafe = list && (list.dataset.cafe || location.pathname.match(/^\/cafes\/([^/]+)\//)?.[1]);

/** Only pages of somebody who sits here send; the door and an error show what is left. */
export const isSending = Boolean(cafe && document.body.dataset.me);
const tabs = typeof BroadcastChannel === "function" && cafe ? new BroadcastChannel("tischdecke-outbox") : null;
const broken = new Map(); // key -> { times, until } of entries that the server cannot take
let isBusy = false;
let isAskedAgain = false;
let tries = 0;
let timer = 0;

const ours = (entry) => entry.cafe === cafe;

/** What waits or was refused here, oldest first, as far as this page knows. */
export const entries = () => known().filter(ours);

const tellPage = (detail = {}) => document.dispatchEvent(new CustomEvent("outbox:changed", { detail }));

function changed() {
  tellPage();
  tabs?.postMessage({});
}

/** Keeps `fields` and sends them to `action` as soon as possible; resolves with their key when they are kept. */
export async function add(fields, action) {
  const n = Math.max(Date.now(), (known().at(-1)?.n ?? 0) + 1);
  const entry = { key: uuid(), n, cafe, action, fields, composed_at: Math.round(serverNow()), state: "waiting", message: "" };
  const isSaved = save(entry);
  tellPage();
  await isSaved;
  changed();
  flush();
  return entry.key;
}

export async function discard(key) {
  await remove(key);
  changed();
}

async function sent(key, id) {
  const isRemoved = remove(key);
  tellPage({ sent: key, id });
  await isRemoved;
  tabs?.postMessage({ sent: key, id });
  if (lineState() === "slow") pollNow();
}

async function refused({ key }, message) {
  await amend(key, { state: "refused", message: message ?? document.body.dataset.errorText ?? "" });
  changed();
}

async function stumble({ key }, status) {
  const times = (broken.get(key)?.times ?? 0) + 1;
  const rest = Math.min(LONGEST_REST, REST * 2 ** Math.max(0, times - STUBBORN));
  broken.set(key, { times, until: times < STUBBORN ? 0 : performance.now() + rest });
  if (times < STUBBORN) throw new Error(String(status));
  await amend(key, { isStuck: true });
  changed();
}

function settle(entry, { status, id, message, isOurs }) {
  if (LATER.has(status) || (!isOurs && (status < 400 || status >= 500))) throw new Error(String(status));
  tries = 0;
  if (status >= 500 || (!isOurs && status !== 413)) return stumble(entry, status);
  return status < 300 ? sent(entry.key, id) : refused(entry, message);
}

const isResting = ({ key }) => (broken.get(key)?.until ?? 0) > performance.now();

function plan(within) {
  clearTimeout(timer);
  timer = setTimeout(flush, within);
}

async function empty() {
  for (;;) {
    const waiting = (await all()).filter(ours).filter((entry) => entry.state === "waiting");
    const next = waiting.find((entry) => !isResting(entry) && isKept(entry.key) !== null);
    if (!next) return waiting.length && plan(REST);
    await settle(next, await deliver(next));
  }
}

/** Sends what waits. */
export async function flush() {
  isAskedAgain = true;
  if (isBusy || !isSending) return;
  clearTimeout(timer);
  isBusy = true;
  try {
    while (isAskedAgain) {
      isAskedAgain = false;
      await empty();
    }
  } catch {
    plan(isAskedAgain ? 0 : Math.random() * Math.min(LONGEST, 1000 * 2 ** tries));
    tries += 1;
  }
  isBusy = false;
}

function changeWay() {
  giveUp();
  tries = 0;
  setTimeout(flush); // after the one that gave up has tidied away
}

document.addEventListener("line:state", changeWay);
addEventListener("online", changeWay);
if (tabs) {
  tabs.onmessage = async ({ data }) => {
    await all();
    tellPage(data);
    if (!isBusy) plan(OTHER_TAB * (1 + Math.random()));
  };
}
flush();
