/* From one table to the next without a dark moment: what was seen lies over what is seen now and grows pale. With reduced
   motion the picture changes at once. It is a picture only: nothing in it can be found, pressed or read aloud. */

const LASTS = 800;
const SEEN = "#screen > :is(.near, .cloths)";
const FOUND_BY = [
  "id", "data-near", "data-near-list", "data-near-sign", "data-number", "data-page", "data-on-page", "data-page-sign",
  "data-first", "data-fitting",
];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let before = null; // what was seen when something began to be put

const main = () => document.getElementById("screen");

/** Which table an element shows: 0 for all of them, nothing for what moves by itself. */
function shown(element) {
  if (!element || element.querySelector(".lapse")) return null;
  return Number(element.dataset.near ?? 0);
}

/** Where an element is in the picture, which may stand back a little behind the control bar. */
function place(element) {
  const [own, whole] = [element, main()].map((each) => each.getBoundingClientRect());
  const scale = whole.width / main().offsetWidth;
  return { x: (own.left - whole.left) / scale, y: (own.top - whole.top) / scale, width: own.width / scale, height: own.height / scale };
}

function lay(picture, { x, y, width, height }) {
  for (const each of [picture, ...picture.querySelectorAll("*")]) for (const name of FOUND_BY) each.removeAttribute(name);
  const layer = document.createElement("div");
  layer.className = "fading";
  layer.inert = true;
  layer.setAttribute("aria-hidden", "true");
  for (const [name, value] of Object.entries({ x, y, width, height })) layer.style.setProperty(`--${name}`, `${value}px`);
  layer.append(picture);
  main().append(layer);
  layer.animate([{ opacity: 1 }, { opacity: 0 }], { duration: LASTS, easing: "ease-in-out", fill: "forwards" }).onfinish = () => layer.remove();
  return layer;
}

/** Does something by which an element is changed or another one takes its place: the old writing goes while new comes. */
export function crossFade(element, act) {
  if (calm.matches) return act();
  const [picture, box] = [element.cloneNode(true), place(element)];
  const table = element.closest("[data-table]")?.dataset.table ?? "";
  act();
  lay(picture, box).dataset.table = table;
  return element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: LASTS, easing: "ease-in-out" });
}

function look() {
  before = document.querySelector(SEEN);
}

function follow() {
  const now = document.querySelector(SEEN);
  const [from, to] = [before, now].map(shown);
  const isTurned = from !== to && from !== null && to !== null;
  if (isTurned && !before.isConnected && !calm.matches) lay(before, place(now));
  before = null;
}

document.addEventListener("screen:drawing", look);
document.addEventListener("screen:drawn", follow);
