/* What is drawn leaves this device stroke by stroke, in its own order, and again under the same keys until the server has
   it or refuses it in words. It waits in localStorage; where that is denied or full, in memory. No thought waits for it.
   What the server cannot take rests for a while and lets the others pass, but for what is about itself. */
import { entries as thoughts } from "./live/outbox.js";
import { all } from "./live/store.js";
import { kept, keep } from "./doodle-store.js";

const PATIENCE = 8000;
const LONGEST = 10000;
const REMEMBERED = 32;
const LATER = new Set([408, 425, 429, 503]); // not refused, only not now
const STUBBORN = 3; // answers that something is broken, for one and the same entry, until the others may pass it
const [REST, LONGEST_REST] = [30000, 300000];

const cafe = document.body.dataset.cafe;
const { entries, ids } = kept(cafe);
const isReady = all(); // before, it is not known which thoughts wait
const broken = new Map(); // entry -> { times, until } of those that the server cannot take
let isBusy = false;
let underway = null; // the entry that is being sent
let tries = 0;
let timer = 0;

const tell = (detail = {}) => document.dispatchEvent(new CustomEvent("doodle:changed", { detail }));

/** How many strokes, takings back and words are not with the server yet. */
export const waiting = () => entries.length;

function store() {
  keep(cafe, { entries, ids });
  tell();
}

/** What is not with the server yet of the doodle with this key. */
export const of = (doodle) => entries.filter((entry) => entry.doodle === doodle);

/** The id of the doodle with this key, if any stroke of it has arrived. */
export const idOf = (doodle) => ids[doodle];

/** Sends `fields` about the doodle with this key when it is their turn; `what`: "stroke", "undo" or "words". */
export function add(what, doodle, action, fields) {
  entries.push({ what, doodle, action, fields });
  store();
  flush();
}

/** Forgets a stroke that the server cannot have; false if it may have it, or is not known here. */
export function forget(key) {
  const stroke = entries.find(({ what, fields }) => what === "stroke" && fields.key === key);
  if (!stroke || stroke === underway || (stroke.isTried && !broken.has(stroke))) return false;
  done(stroke);
  return true;
}

const isResting = (entry) => (broken.get(entry)?.until ?? 0) > performance.now();
const isStrokeWaiting = (isIt) => entries.some((entry) => entry.what === "stroke" && isIt(entry));

/* Words that a drawing was put into go their own way; they are tied to it when they have arrived. */
function isTooEarly({ what, doodle, fields }) {
  if (what === "undo") return isStrokeWaiting((entry) => entry.fields.key === fields.key);
  if (what !== "words") return false;
  const isWaiting = ({ key, state }) => key === fields.words && state === "waiting";
  return (!ids[doodle] && isStrokeWaiting((entry) => entry.doodle === doodle)) || (fields.words && thoughts().some(isWaiting));
}

const next = () => entries.find((entry) => !isResting(entry) && !isTooEarly(entry));

/* Words may come for a drawing long after all its strokes have gone. */
export function remember(doodle, id) {
  ids[doodle] = id;
  for (const old of Object.keys(ids).slice(0, -REMEMBERED)) delete ids[old];
}

function done(entry) {
  const at = entries.indexOf(entry);
  if (at >= 0) entries.splice(at, 1);
  broken.delete(entry);
  store();
}

function stumble(entry, status) {
  const times = (broken.get(entry)?.times ?? 0) + 1;
  const rest = Math.min(LONGEST_REST, REST * 2 ** Math.max(0, times - STUBBORN));
  broken.set(entry, { times, until: times < STUBBORN ? 0 : performance.now() + rest });
  if (times < STUBBORN) throw new Error(String(status));
}

async function post(entry) {
  const action = entry.what === "words" ? entry.action.replace("{doodle}", ids[entry.doodle]) : entry.action;
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const answer = await fetch(action, {
      method: "POST", body: new URLSearchParams(entry.fields), headers: { Accept: "application/json" }, signal: abort.signal,
    });
    const told = await answer.json().catch(() => ({}));
    return { ...told, isOurs: told.ack === entry.fields.key && !answer.redirected, status: answer.status };
  } finally {
    clearTimeout(patience);
  }
}

async function bring(entry) {
  if (entry.what === "words" && !ids[entry.doodle]) return done(entry); // nothing of it has ever arrived
  entry.isTried = true;
  const { status, doodle, message, isOurs } = await post(entry);
  if (LATER.has(status) || (!isOurs && (status < 400 || status >= 500))) throw new Error(String(status));
  if (!isOurs || status >= 500) return stumble(entry, status);
  if (doodle) remember(entry.doodle, doodle);
  done(entry);
  if (status >= 400 && !entry.fields.words) tell({ refused: entry, message });
  return null;
}

function plan(within) {
  clearTimeout(timer);
  timer = setTimeout(flush, within);
}

/** Sends what waits, one after the other. */
export async function flush() {
  if (isBusy) return;
  clearTimeout(timer);
  isBusy = true;
  try {
    await isReady;
    for (underway = next(); underway; underway = next()) {
      await bring(underway);
      tries = 0;
    }
    if (broken.size) plan(REST);
  } catch {
    plan(300 + Math.random() * Math.min(LONGEST, 500 * 2 ** tries));
    tries += 1;
  }
  isBusy = false;
  underway = null;
  tell();
}

function comeBack() {
  tries = 0;
  for (const each of broken.values()) each.until = 0;
  flush();
}

addEventListener("online", comeBack);
document.addEventListener("line:state", ({ detail }) => { if (detail.state === "live") comeBack(); });
document.addEventListener("outbox:changed", () => { if (entries.length) flush(); });
flush();
