/* The photos' own queue: no thought waits behind a photo. One is sent after the other, and again under the same key until
   the server has it or refuses it in words; one that fails lets the others pass. */
import { cafe, isSending } from "./live/outbox.js";
import { uuid } from "./live/uuid.js";
import { isKept, known, load, remove, save } from "./photos-store.js";

const STALLED = 30000; // nothing goes out any more
const UNANSWERED = 150000; // many photos may wait before this one in the server's darkroom
const LONGEST = 30000;
const LATER = new Set([408, 425, 429, 503]);

const shares = new Map(); // key -> how much of it is sent, 0 to 1, while it is on its way
let isBusy = false;
let tries = 0;
let timer = 0;
let abort = () => {};

/** What waits or was refused in this café, oldest first. */
export const entries = () => known().filter((entry) => entry.cafe === cafe);

/** How much of a photo is sent; undefined while it is not on its way. */
export const share = (key) => shares.get(key);

const tell = (detail = {}) => document.dispatchEvent(new CustomEvent("photos:changed", { detail }));

/** Keeps a photo and sends it as soon as possible; resolves with its key when it is kept. */
export async function add(fields, picture, action) {
  const key = uuid();
  await save({ key, n: Date.now(), cafe, action, fields, picture, state: "waiting", message: "", tries: 0 });
  tell();
  flush();
  return key;
}

export async function discard(key) {
  if (shares.has(key)) abort();
  await remove(key);
  tell();
}

/** Sends a photo that was refused once more: what was in its way may be gone. */
export async function again(key) {
  const entry = entries().find((each) => each.key === key);
  if (!entry) return;
  await save({ ...entry, state: "waiting", message: "" });
  tell();
  flush();
}

function form({ key, fields, picture }) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ key, ...fields })) body.append(name, value);
  body.append("photo", picture, "photo.jpg");
  return body;
}

/** The answer, or an error if there was none; XMLHttpRequest, because fetch does not tell how much has been sent. */
function deliver(entry) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let patience = setTimeout(() => request.abort(), STALLED);
    const wait = (time) => {
      clearTimeout(patience);
      patience = setTimeout(() => request.abort(), time);
    };
    abort = () => request.abort();
    request.open("POST", entry.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => {
      wait(loaded < total ? STALLED : UNANSWERED);
      shares.set(entry.key, total ? loaded / total : 0);
      tell();
    };
    request.onload = () => resolve({ status: request.status, ...(request.response?.ack === entry.key ? { ...request.response, isOurs: true } : {}) });
    request.onerror = request.onabort = reject;
    request.onloadend = () => clearTimeout(patience);
    request.send(form(entry));
  });
}

async function settle(entry, { status, id, message, isOurs }) {
  if (isOurs && status < 300) {
    const isRemoved = remove(entry.key);
    tell({ sent: entry.key, id });
    await isRemoved;
  } else if (status === 413 || (isOurs && status < 500 && !LATER.has(status))) {
    if (!entries().includes(entry)) return; // discarded meanwhile
    await save({ ...entry, state: "refused", message: message || document.body.dataset.errorText || "" });
    tell();
  } else throw new Error(String(status));
}

async function empty() {
  const next = () => entries().filter(({ state }) => state === "waiting").sort((a, b) => a.tries - b.tries)[0];
  for (let entry = next(); entry; entry = next()) {
    entry.tries += 1;
    shares.set(entry.key, 0);
    tell();
    try {
      await settle(entry, await deliver(entry));
      tries = 0;
    } finally {
      shares.delete(entry.key);
      tell();
    }
  }
}

/** Sends what waits. */
export async function flush() {
  if (isBusy || !isSending) return;
  clearTimeout(timer);
  isBusy = true;
  try {
    await empty();
  } catch {
    timer = setTimeout(flush, 500 + Math.random() * Math.min(LONGEST, 1000 * 2 ** tries));
    tries += 1;
  }
  isBusy = false;
}

function comeBack() {
  tries = 0;
  flush();
}

addEventListener("online", comeBack);
document.addEventListener("line:state", ({ detail }) => { if (detail.state === "live") comeBack(); });
addEventListener("beforeunload", (event) => { if (entries().some(({ key }) => !isKept(key))) event.preventDefault(); });
load().then(() => {
  tell();
  flush();
});
