/* The outbox: what somebody has written leaves it only when the server has acknowledged it, or refused it in words.
   Entries go out one by one in their own order, over the live line where there is one, else by POST, and again with the
   same key until there is an answer; the key makes every repetition harmless, also from a second tab. */
import { lineState, send } from "./line.js";
import { all, remove, save } from "./store.js";
import { serverNow } from "./time.js";
import { uuid } from "./uuid.js";

const PATIENCE = 8000;
const LATER = new Set([408, 425, 429]); // not refused, only not now

const cafe = document.body.dataset.cafe;
const tabs = typeof BroadcastChannel === "function" && cafe ? new BroadcastChannel("tischdecke-outbox") : null;
let isBusy = false;
let isAskedAgain = false;
let tries = 0;
let timer = 0;
let giveUp = () => {}; // ends the delivery that is on its way, so that it can take the better way

export const entries = async () => (await all()).filter((entry) => entry.cafe === cafe);

function changed(detail = {}) {
  document.dispatchEvent(new CustomEvent("outbox:changed", { detail }));
  tabs?.postMessage("changed");
}

/** Keeps `fields` and sends them to `action` as soon as possible; resolves when they are kept. */
export async function add(fields, action) {
  const known = await all();
  const n = Math.max(Date.now(), (known.at(-1)?.n ?? 0) + 1);
  const entry = { key: uuid(), n, cafe, action, fields, composed_at: Math.round(serverNow()), state: "waiting", message: "" };
  await save(entry);
  changed();
  flush();
}

export async function discard(key) {
  await remove(key);
  changed();
}

const body = ({ key, fields, composed_at }) => ({ ...fields, key, composed_at });

function bySocket(entry, signal) {
  return new Promise((resolve, reject) => {
    document.addEventListener("line:ack", ({ detail }) => detail.ack === entry.key && resolve(detail), { signal });
    signal.addEventListener("abort", reject);
    if (!send({ post: body(entry) })) reject();
  });
}

async function byPost(entry, signal) {
  const answer = await fetch(entry.action, {
    method: "POST", body: new URLSearchParams(body(entry)), headers: { Accept: "application/json" }, signal,
  });
  const told = await answer.json().catch(() => ({}));
  const isOurs = told.ack === entry.key && !answer.redirected; // a hotel's login page also answers 200
  if (answer.ok && !isOurs) throw new Error("not acknowledged");
  return { ...told, status: told.status ?? answer.status };
}

async function deliver(entry) {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  giveUp = () => abort.abort();
  try {
    return await (lineState() === "live" ? bySocket : byPost)(entry, abort.signal);
  } finally {
    clearTimeout(patience);
    abort.abort();
  }
}

async function settle(entry, { status, id, message }) {
  if (status >= 500 || LATER.has(status)) throw new Error(String(status));
  tries = 0;
  if (status < 300) {
    await remove(entry.key);
    changed({ sent: entry.key, id });
  } else {
    await save({ ...entry, state: "refused", message: message ?? document.body.dataset.errorText ?? "" });
    changed();
  }
}

async function empty() {
  for (;;) {
    const next = (await entries()).find((entry) => entry.state === "waiting");
    if (!next) return;
    await settle(next, await deliver(next));
  }
}

/** Sends what waits. */
export async function flush() {
  isAskedAgain = true;
  if (isBusy || !cafe) return;
  clearTimeout(timer);
  isBusy = true;
  try {
    while (isAskedAgain) {
      isAskedAgain = false;
      await empty();
    }
  } catch {
    timer = setTimeout(flush, isAskedAgain ? 0 : Math.random() * Math.min(30000, 1000 * 2 ** tries));
    tries += 1;
  }
  isBusy = false;
}

function changeWay() {
  giveUp();
  tries = 0;
  setTimeout(flush); // after the one that gave up has tidied away
}

document.addEventListener("line:state", ({ detail }) => detail.state !== "ended" && changeWay());
addEventListener("online", changeWay);
if (tabs) tabs.onmessage = () => document.dispatchEvent(new CustomEvent("outbox:changed", { detail: {} }));
flush();
