/* Draws the outbox: a copy of <template id="outbox-entry"> for each entry, into #outbox. A refused entry stays until the
   person has taken the text back ("mend"); one that was sent stays until the contribution itself has been drawn. */
import { copy } from "../copy.js";
import { discard, entries } from "./outbox.js";
import { lineState } from "./line.js";

const SENT_FOR = 3000;
const DRAWN_FROM = ["pen", "kind", "category"];

const list = () => document.getElementById("outbox");
const idOf = (key) => `outbox-${key}`;

function show(element, state) {
  element.dataset.state = state;
  for (const part of element.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
}

function draw(entry) {
  let element = document.getElementById(idOf(entry.key));
  if (!element) {
    const template = document.getElementById("outbox-entry");
    if (!template || !list()) return;
    element = template.content.firstElementChild.cloneNode(true);
    element.id = idOf(entry.key);
    element.dataset.key = entry.key;
    for (const name of DRAWN_FROM) if (entry.fields[name]) element.dataset[name] = entry.fields[name];
    element.querySelector("[data-slot=text]").textContent = entry.fields.text;
    list().append(element);
  }
  if (element.dataset.state === entry.state && entry.state === "waiting") return;
  show(element, entry.state);
  const message = element.querySelector("[data-slot=message]");
  if (message) message.textContent = entry.message;
}

function sent(key, id) {
  const element = document.getElementById(idOf(key));
  if (!element) return;
  show(element, "sent");
  element.dataset.contribution = `contribution-${id}`;
  setTimeout(() => element.remove(), SENT_FOR);
  arrived();
}

function arrived() {
  for (const element of list()?.querySelectorAll("[data-contribution]") ?? []) {
    if (document.getElementById(element.dataset.contribution)) element.remove();
  }
}

function tell(count) {
  for (const sign of document.querySelectorAll("[data-waiting]")) {
    sign.hidden = !count;
    sign.textContent = count ? (count === 1 ? sign.dataset.one : sign.dataset.many).replace("{n}", count) : "";
  }
  const isMemory = document.documentElement.dataset.outbox === "memory";
  for (const sign of document.querySelectorAll("[data-outbox-sign]")) sign.hidden = !(count && isMemory);
}

let waiting = 0;

async function redraw() {
  const known = await entries();
  waiting = known.filter((entry) => entry.state === "waiting").length;
  const keys = new Set(known.map((entry) => entry.key));
  for (const element of [...(list()?.children ?? [])]) {
    if (element.dataset.key && element.dataset.state !== "sent" && !keys.has(element.dataset.key)) element.remove();
  }
  known.forEach(draw);
  tell(waiting);
}

async function press(event) {
  const button = event.target.closest("[data-outbox-button]");
  const key = button?.closest("[data-key]")?.dataset.key;
  const entry = key && (await entries()).find((each) => each.key === key);
  if (!entry) return;
  if (button.dataset.outboxButton === "copy") copy(entry.fields.text, button);
  else if (document.dispatchEvent(new CustomEvent("composer:mend", { detail: entry.fields, cancelable: true }))) return;
  else discard(key); // the composer has taken it, which it says by preventDefault
}

if (document.body.dataset.cafe) {
  document.addEventListener("outbox:changed", ({ detail }) => {
    if (detail.sent) sent(detail.sent, detail.id);
    redraw();
  });
  document.addEventListener("screen:drawn", () => {
    arrived();
    tell(waiting);
  });
  document.addEventListener("click", press);
  addEventListener("beforeunload", (event) => {
    if (waiting && document.documentElement.dataset.outbox === "memory" && lineState() !== "ended") event.preventDefault();
  });
  redraw();
}
