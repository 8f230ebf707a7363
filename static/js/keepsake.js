/* Keeps the last look at this table on the phone, so that a reload without a network shows it again: the page as it stands,
   without what other scripts put there by themselves (the outbox draws its own). Only where there is a service worker, only
   one's own table, and it is forgotten when the café closes or somebody else has the phone's chair. */
import { position } from "./live/cursor.js";
import { lastHeard, lineState } from "./live/line.js";
import { serverNow } from "./live/time.js";

const NAME = `tischdecke-${new URL(import.meta.url).pathname.split("/")[2]}`;
const PAUSE = 20000; // between two pictures while much is written
const OWN = "#outbox > *, #photos-waiting > *, .is-new, [data-busy], dialog[open], [style]";

let tookAt = -PAUSE;
let timer = 0;

function picture() {
  const page = document.documentElement.cloneNode(true);
  const screen = page.querySelector("#screen");
  const { since, fp } = position();
  Object.assign(screen.dataset, { seq: since, fp });
  for (const element of page.querySelectorAll(OWN)) {
    if (element.parentElement.matches("#outbox, #photos-waiting")) element.remove();
    else for (const name of ["data-busy", "open", "style"]) element.removeAttribute(name);
    element.classList.remove("is-new");
  }
  page.removeAttribute("style");
  for (const name of ["line", "outbox", "inHand"]) delete page.dataset[name];
  delete page.querySelector("body").dataset.clock;
  page.dataset.keptAt = lastHeard() || page.dataset.keptAt || Date.now();
  page.dataset.offset = Math.round(serverNow() - Date.now());
  return `<!doctype html>${page.outerHTML}`;
}

async function take() {
  clearTimeout(timer);
  timer = 0;
  tookAt = performance.now();
  if (!(await caches.has(NAME))) return; // the worker of another release is at work
  const box = await caches.open(NAME);
  if (lineState() === "ended" || document.body.dataset.stage === "closed") await box.delete(location.pathname);
  else {
    await box.put(location.pathname, new Response(picture(), { headers: { "Content-Type": "text/html; charset=utf-8" } }));
    const parts = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(`${location.origin}/static/`));
    for (const part of new Set(parts)) if (!(await box.match(part, { ignoreVary: true }))) await box.add(part);
  }
}

const soon = () => {
  timer ||= setTimeout(take, Math.max(1000, tookAt + PAUSE - performance.now()));
};

async function start() {
  await navigator.serviceWorker.register(`/service-worker.js?lang=${document.documentElement.lang}`);
  await navigator.serviceWorker.ready;
  document.addEventListener("screen:drawn", soon);
  document.addEventListener("line:state", ({ detail }) => (detail.state === "live" ? soon() : take()));
  document.addEventListener("visibilitychange", () => document.hidden && take());
  take();
}

if ("serviceWorker" in navigator) start().catch(() => {}); // without it a reload needs the network, and nothing else changes
