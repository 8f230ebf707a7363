/* A cloth from near, [data-near-list]: two columns are to be seen, what has no room stands in further ones. New words stand at
   the end, so that nothing moves; the cloth is shown from its end and turns page by page by itself. */
import { columns, even, grow, isGrown, isKnown, measure, showFrom } from "./wall-columns.js";
import { crossFade } from "./wall-fade.js";
import { drawLines } from "./wall-lines.js";
import { isCarousel, near } from "./wall-looks.js";

const EVERY = 20000;
const IN_CAROUSEL = 12000;
const [MOST, KEPT] = [90, 60]; // pieces: laying out more would take longer with each new one

let table = 0;
let view = 1;
let turning = 0;

const cloth = () => document.querySelector("[data-near-list]");

const views = () => Math.ceil(columns() / 2);

// pages are counted from the end, so that the last one is always full
function show() {
  view = Math.min(Math.max(view, 1), views());
  showFrom(Math.max(0, columns() - 2 * (views() - view + 1)));
  const sign = document.querySelector("[data-near-sign]");
  const text = views() > 1 ? `${view}/${views()}` : "";
  if (sign && sign.textContent !== text) sign.textContent = text;
  drawLines();
}

/** The same, where something may change its place: nobody has seen it in this one. */
function showEvenly() {
  show();
  if (view < views()) return;
  even();
  show();
}

function wait() {
  clearTimeout(turning);
  turning = setTimeout(() => turn(1), isCarousel() ? IN_CAROUSEL : EVERY);
}

/** Turns the cloth's pages; from the last one to the first. */
export function turn(by) {
  const list = cloth();
  if (!list) return;
  if (views() > 1) {
    crossFade(list.parentElement, () => {
      view = ((view - 1 + by + views()) % views()) + 1;
      if (list.isConnected) showEvenly();
    });
  }
  wait();
}

/** What may give others another place: all but one stroke more on a drawing that is there. */
const isWide = (element) => element.localName !== "path" || !element.previousElementSibling;

/** A cloth that is seen anew, or of which something came, went or changed. */
function put(list, isOther, touched, hasNew) {
  const isFull = list.children.length > MOST;
  if (isFull) [...list.children].slice(0, -KEPT).forEach((piece) => piece.remove());
  const isAnew = isOther || !isKnown(list);
  const wide = touched.filter(isWide);
  if (isAnew || isFull || !isGrown(list, wide)) measure(list);
  else if (wide.length) grow();
  if (isOther) view = isCarousel() ? Math.max(1, views() - 1) : views();
  else if (hasNew) view = views();
  if (isAnew) showEvenly();
  else show();
}

function follow(event) {
  const list = cloth();
  if (!list) {
    table = 0;
    return clearTimeout(turning);
  }
  const isOther = near() !== table;
  const touched = (event?.detail.elements ?? []).filter((element) => list.contains(element));
  const hasNew = touched.some((element) => element.classList.contains("is-new"));
  table = near();
  if (!isOther && !touched.length && isGrown(list, [])) return null;
  put(list, isOther, touched, hasNew);
  if (isOther || hasNew) wait();
  return null;
}

function measureAgain() {
  if (!cloth()) return;
  for (const piece of cloth().children) piece.removeAttribute("data-starts");
  measure(cloth());
  showEvenly();
}

document.addEventListener("screen:drawn", follow);
addEventListener("resize", measureAgain);
document.fonts?.ready.then(measureAgain);
follow();
