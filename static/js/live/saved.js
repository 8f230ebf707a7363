/* What is said about the outbox as a whole: how many wait, that this device keeps nothing, and "saved" for a moment,
   which is never said while anything waits. Who leaves a page that alone knows a text is asked first. */
import { shownState } from "../status.js";
import { cafe, entries } from "./outbox.js";
import { among } from "./screen.js";
import { isKept } from "./store.js";

const PATIENCE = 5000;
const SAVED_FOR = 4000;

let isLong = false;
let timer = 0;
let saved = 0;

const isForgetful = () => document.documentElement.dataset.outbox === "memory";

function show(name, isShown) {
  for (const sign of document.querySelectorAll(`[${name}]`)) if (sign.hidden === isShown) sign.hidden = !isShown;
}

function tell() {
  const waiting = entries().filter(({ state }) => state === "waiting").length;
  if (!waiting) {
    clearTimeout(timer);
    timer = 0;
    isLong = false;
  } else if (!timer) {
    timer = setTimeout(() => {
      isLong = true;
      tell();
    }, PATIENCE);
  }
  const isTold = waiting > 0 && (isLong || shownState() === "offline");
  for (const sign of document.querySelectorAll("[data-waiting]")) {
    const text = isTold ? (waiting === 1 ? sign.dataset.one : sign.dataset.many).replace("{n}", waiting) : "";
    if (sign.textContent !== text) sign.textContent = text;
  }
  show("data-waiting", isTold);
  show("data-outbox-sign", entries().length > 0 && isForgetful());
  if (waiting) saved = 0;
  show("data-saved", saved > 0);
}

function celebrate() {
  const mine = performance.now();
  saved = mine;
  setTimeout(() => {
    if (saved !== mine) return;
    saved = 0;
    tell();
  }, SAVED_FOR);
}

if (cafe) {
  document.addEventListener("outbox:changed", ({ detail }) => {
    if (detail.sent) celebrate();
    tell();
  });
  document.addEventListener("screen:drawn", ({ detail }) => among(detail.elements, "[data-waiting], [data-outbox-sign], [data-saved]").length && tell());
  document.addEventListener("status:changed", tell);
  document.addEventListener("store:changed", tell);
  addEventListener("beforeunload", (event) => {
    if (entries().some(({ key }) => !isKept(key))) event.preventDefault();
  });
}
