/* Puts what the server has drawn into its place, by element id. What arrives within one animation frame is put at once,
   in the order of arrival; what has just come is marked with `is-new` for eight seconds, so that the eye finds it. */
import { replaceKeeping } from "./keep.js";

const NEW_FOR = 8000;
const ARRIVALS = "[data-author][id], [data-fresh][id]";

const arrived = new Map(); // id -> timer that takes the mark off again
let queue = [];
let isDue = false;
let isHeld = false;

export const drawn = (elements) => document.dispatchEvent(new CustomEvent("screen:drawn", { detail: { elements } }));

function mark(id) {
  clearTimeout(arrived.get(id));
  arrived.set(id, setTimeout(() => {
    arrived.delete(id);
    document.getElementById(id)?.classList.remove("is-new");
  }, NEW_FOR));
}

const ids = (root) => new Set([...root.querySelectorAll(ARRIVALS)].map((element) => element.id));

function place(fresh) {
  if (!fresh.id) return null;
  const old = document.getElementById(fresh.id);
  if (fresh.hasAttribute("data-gone")) {
    old?.remove();
    return null;
  }
  if (old) {
    const before = ids(old);
    replaceKeeping(old, fresh);
    for (const id of ids(fresh)) if (!before.has(id)) mark(id);
    return fresh;
  }
  const into = fresh.dataset.into && document.querySelector(fresh.dataset.into);
  if (!into) return null;
  into.append(fresh);
  mark(fresh.id);
  return fresh;
}

/** Draws everything that waits, now. */
export function flush() {
  isDue = false;
  if (isHeld || !queue.length) return;
  const batch = queue;
  queue = [];
  const elements = [];
  for (const html of batch) {
    const parsed = document.createElement("template");
    parsed.innerHTML = html;
    for (const fresh of [...parsed.content.children]) {
      try {
        const element = place(fresh);
        if (element) elements.push(element);
      } catch (error) {
        console.error("put", fresh.id, error);
      }
    }
  }
  for (const id of arrived.keys()) document.getElementById(id)?.classList.add("is-new");
  for (const element of elements) if (element.isConnected) window.htmx?.process(element);
  drawn(elements);
}

/** Puts the top-level elements of `html` into the page, with the next frame that is painted. */
export function put(html) {
  queue.push(html);
  if (isDue) return;
  isDue = true;
  if (document.hidden) setTimeout(flush, 100); // nothing is painted in a hidden tab
  else requestAnimationFrame(flush);
}

/** Keeps the page still, for instance while a card is in the air. */
export const hold = () => {
  isHeld = true;
};

export const release = () => {
  isHeld = false;
  flush();
  document.dispatchEvent(new CustomEvent("screen:free"));
};

export const whenFree = () => (isHeld
  ? new Promise((resolve) => { document.addEventListener("screen:free", resolve, { once: true }); })
  : Promise.resolve());
