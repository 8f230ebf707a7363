/* Draws the outbox: a copy of <template id="outbox-entry"> for each entry, into #outbox. A refused entry stays until the
   person has taken the text back ("mend"). One that was sent stays until the contribution itself has been drawn, and is
   gone in the same moment, so that the thought is never seen twice and never missing. */
import { copy } from "../copy.js";
import { shownState } from "../status.js";
import { cafe, discard, entries, isSending } from "./outbox.js";
import { all, isKept } from "./store.js";

const SENT_FOR = 10000; // it lies on another table's cloth, where its writer sat
const ACK_WITHIN = 2000;
const DRAWN_FROM = ["pen", "kind", "category"];

const acknowledged = new Set(); // keys
const claimed = new Set(); // ids of elements that an acknowledgement has named

const list = () => document.getElementById("outbox");
const idOf = (key) => `outbox-${key}`;
const plain = (text) => text.replace(/\s+/g, " ").trim();

/** What the person is told of an entry; each is the name of its [data-when]. */
function face({ key, state, isStuck }) {
  if (state === "refused") return state;
  if (isKept(key) === null) return "keeping";
  if (!isKept(key)) return "memory";
  if (isStuck) return "stuck";
  if (!isSending) return "kept";
  return shownState() === "offline" ? "offline" : "waiting";
}

function show(element, state) {
  if (element.dataset.state === state) return;
  element.dataset.state = state;
  for (const part of element.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
}

function made(entry) {
  const template = document.getElementById("outbox-entry");
  if (!template || !list()) return null;
  const element = template.content.firstElementChild.cloneNode(true);
  element.id = idOf(entry.key);
  element.dataset.key = entry.key;
  for (const name of DRAWN_FROM) if (entry.fields[name]) element.dataset[name] = entry.fields[name];
  element.querySelector("[data-slot=text]").textContent = entry.fields.text;
  list().append(element);
  return element;
}

function draw(entry) {
  const element = document.getElementById(idOf(entry.key)) ?? made(entry);
  if (!element) return;
  const message = element.querySelector("[data-slot=message]");
  if (message && message.textContent !== entry.message) message.textContent = entry.message;
  show(element, face(entry));
}

function redraw() {
  const waiting = entries().filter(({ key }) => !acknowledged.has(key));
  const keys = new Set(waiting.map(({ key }) => key));
  for (const element of [...(list()?.children ?? [])]) {
    const { key } = element.dataset;
    if (key && !keys.has(key) && !acknowledged.has(key)) element.remove();
  }
  waiting.forEach(draw);
}

function sent(key, id) {
  acknowledged.add(key);
  claimed.add(`contribution-${id}`);
  const element = document.getElementById(idOf(key));
  if (!element) return;
  element.hidden = false;
  show(element, "sent");
  element.dataset.contribution = `contribution-${id}`;
  if (document.getElementById("contributions")) setTimeout(() => element.remove(), SENT_FOR);
  arrived();
}

function arrived() {
  for (const element of list()?.querySelectorAll("[data-contribution]") ?? []) {
    if (document.getElementById(element.dataset.contribution)) element.remove();
  }
}

/* The drawing can be faster than the acknowledgement: the same words by the same person are taken for the same thought. */
function recognise(drawn) {
  const { me } = document.body.dataset;
  for (const fresh of drawn) {
    if (!me || fresh.dataset.author !== me || claimed.has(fresh.id)) continue;
    const said = plain((fresh.querySelector(".contribution__text") ?? fresh.querySelector("p"))?.textContent ?? "");
    const twin = [...(list()?.querySelectorAll("[data-state=waiting]:not([hidden])") ?? [])]
      .find((element) => said.endsWith(plain(element.querySelector("[data-slot=text]").textContent)));
    if (!twin) continue;
    claimed.add(fresh.id);
    twin.hidden = true;
    setTimeout(() => { twin.hidden = false; }, ACK_WITHIN);
  }
}

async function press(event) {
  const button = event.target.closest("[data-outbox-button]");
  const key = button?.closest("[data-key]")?.dataset.key;
  const entry = key && entries().find((each) => each.key === key);
  if (!entry) return;
  if (button.dataset.outboxButton === "copy") copy(entry.fields.text, button);
  else if (document.dispatchEvent(new CustomEvent("composer:mend", { detail: entry.fields, cancelable: true }))) return;
  else discard(key); // the composer has taken it, which it says by preventDefault
}

if (cafe) {
  document.addEventListener("outbox:changed", ({ detail }) => {
    if (detail.sent) sent(detail.sent, detail.id);
    redraw();
  });
  document.addEventListener("screen:drawn", ({ detail }) => {
    recognise(detail.elements);
    arrived();
  });
  document.addEventListener("status:changed", redraw);
  document.addEventListener("store:changed", redraw);
  document.addEventListener("click", press);
  all().then(redraw);
}
