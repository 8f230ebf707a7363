/* Draws the photos' queue into #photos-waiting, one copy of <template id="photo-entry"> each. A photo that was sent stays
   until it lies on the cloth, so that it is never missing. */
import { again, discard, entries, share } from "./photos-queue.js";
import { isKept } from "./photos-store.js";

const SENT_FOR = 10000; // it may lie on another table's cloth, or in the album only

const list = document.getElementById("photos-waiting");
const idOf = (key) => `photo-waiting-${key}`;

function face({ key, state }) {
  if (state === "refused") return state;
  if (share(key) !== undefined) return "sending";
  return isKept(key) ? "waiting" : "memory";
}

function show(element, state) {
  if (element.dataset.state === state) return;
  element.dataset.state = state;
  for (const part of element.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
}

function made({ key, fields, picture }) {
  const element = document.getElementById("photo-entry").content.firstElementChild.cloneNode(true);
  element.id = idOf(key);
  element.dataset.key = key;
  element.querySelector("[data-slot=picture]").src = URL.createObjectURL(picture);
  element.querySelector("[data-slot=caption]").textContent = fields.caption ?? "";
  list.append(element);
  return element;
}

function drop(element) {
  URL.revokeObjectURL(element.querySelector("[data-slot=picture]").src);
  element.remove();
}

function draw(entry) {
  const element = document.getElementById(idOf(entry.key)) ?? made(entry);
  const message = element.querySelector("[data-slot=message]");
  if (message.textContent !== entry.message) message.textContent = entry.message;
  element.querySelector("progress").value = share(entry.key) ?? 0;
  show(element, face(entry));
}

function redraw() {
  const waiting = entries();
  const keys = new Set(waiting.map(({ key }) => key));
  for (const element of [...list.children]) {
    if (element.dataset.state !== "sent" && !keys.has(element.dataset.key)) drop(element);
  }
  waiting.forEach(draw);
}

function sent(key, id) {
  const element = document.getElementById(idOf(key));
  if (!element) return;
  show(element, "sent");
  element.dataset.photo = `photo-${id}`;
  setTimeout(() => drop(element), SENT_FOR);
  arrived();
}

function arrived() {
  for (const element of list.querySelectorAll("[data-photo]")) if (document.getElementById(element.dataset.photo)) drop(element);
}

/** Brings a photo that waits into sight, for whoever has just sent it. */
export const reveal = (key) => document.getElementById(idOf(key))?.scrollIntoView({ block: "center" });

if (list) {
  document.addEventListener("photos:changed", ({ detail }) => {
    if (detail.sent) sent(detail.sent, detail.id);
    redraw();
  });
  document.addEventListener("screen:drawn", arrived);
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-photo-button]");
    const key = button?.closest("[data-key]")?.dataset.key;
    if (key) (button.dataset.photoButton === "again" ? again : discard)(key);
  });
  redraw();
}
