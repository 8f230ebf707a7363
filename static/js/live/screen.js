/* Puts what the server has drawn into its place, by element id. What arrives within one animation frame is put at once,
   in the order of arrival; what has just come is marked with `is-new` for eight seconds, so that the eye finds it. */
import { replaceKeeping } from "./keep.js";

const NEW_FOR = 8000;
const LONGEST_PRESS = 2000;
const ARRIVALS = "[data-author][id], [data-fresh][id]";

const arrived = new Map(); // id -> timer that takes the mark off again
let queue = [];
let isDue = false;
const holders = new Set(); // why the page is to keep still
let pressing = 0;

/** Said before anything is put, so that others can look how things lie; `drawn` tells what was put. */
export const drawing = () => document.dispatchEvent(new CustomEvent("screen:drawing"));

export const drawn = (elements) => document.dispatchEvent(new CustomEvent("screen:drawn", { detail: { elements } }));

/** What matches among these elements and within them: what has just been drawn is little, the page may be long. */
export const among = (roots, selector) => roots.flatMap((root) => [
  ...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector),
]);

function mark(id) {
  clearTimeout(arrived.get(id));
  arrived.set(id, setTimeout(() => {
    arrived.delete(id);
    document.getElementById(id)?.classList.remove("is-new");
  }, NEW_FOR));
}

const ids = (root) => new Set([...root.querySelectorAll(ARRIVALS)].map((element) => element.id));

/* Beside an element of the page, behind what came there before, or else at the end of what it belongs into. */
function settle(fresh, into) {
  let last = fresh.dataset.after && document.querySelector(fresh.dataset.after);
  while (last && last.nextElementSibling?.dataset.after === fresh.dataset.after) last = last.nextElementSibling;
  if (last) last.after(fresh);
  else into?.split(",").map((home) => document.querySelector(home)).find(Boolean)?.append(fresh);
}

function place(fresh, into) {
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
  settle(fresh, into);
  if (!fresh.isConnected) return null;
  mark(fresh.id);
  return fresh;
}

/* Elements and where they belong; strokes come in an <svg data-loose> of their own, without which they were no SVG. */
const parts = (fresh) => (fresh.dataset.loose
  ? [...fresh.children].map((stroke) => [stroke, fresh.dataset.loose])
  : [[fresh, fresh.dataset.into]]);

/** Draws everything that waits, now. */
export function flush() {
  isDue = false;
  if (holders.size || !queue.length) return;
  drawing();
  const batch = queue;
  queue = [];
  const elements = [];
  for (const html of batch) {
    const parsed = document.createElement("template");
    parsed.innerHTML = html;
    for (const [fresh, into] of [...parsed.content.children].flatMap(parts)) {
      try {
        const element = place(fresh, into);
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

/** Keeps the page still until `release`, for instance while a card is in the air. */
export const hold = (holder) => {
  holders.add(holder);
};

export const release = (holder) => {
  holders.delete(holder);
  if (holders.size) return;
  flush();
  document.dispatchEvent(new CustomEvent("screen:free"));
};

export const whenFree = () => (holders.size
  ? new Promise((resolve) => { document.addEventListener("screen:free", resolve, { once: true }); })
  : Promise.resolve());

/* From down to up nothing is drawn: a button that is exchanged meanwhile would never hear that it was pressed. */
function letGo(after) {
  clearTimeout(pressing);
  pressing = setTimeout(release, after, "press");
}

function press() {
  hold("press");
  letGo(LONGEST_PRESS);
}

addEventListener("pointerdown", press, true);
addEventListener("keydown", ({ key }) => key === " " && press(), true);
for (const end of ["pointerup", "pointercancel", "keyup"]) addEventListener(end, () => holders.has("press") && letGo(0), true);
