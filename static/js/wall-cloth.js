/* A cloth from near, [data-near-list]: two columns are to be seen, what has no room stands in further columns beside them.
   New words stand at the end, so that nothing moves; the cloth is shown from its end and turns page by page by itself. */
import { crossFade } from "./wall-fade.js";
import { isCarousel, near } from "./wall-looks.js";

const EVERY = 20000;
const IN_CAROUSEL = 12000;
const [MOST, KEPT] = [90, 60]; // pieces: laying out more would take longer with each new one

let table = 0;
let view = 1;
let turning = 0;

const cloth = () => document.querySelector("[data-near-list]");

function measures(list) {
  const gap = Number.parseFloat(getComputedStyle(list).columnGap);
  const step = (list.clientWidth + gap) / 2;
  const columns = Math.round((list.scrollWidth + gap) / step);
  return { step, columns, views: Math.max(1, Math.ceil(columns / 2)) };
}

// pages are counted from the end, so that the last one is always full
function show(list) {
  const { step, columns, views } = measures(list);
  view = Math.min(Math.max(view, 1), views);
  list.scrollLeft = Math.max(0, columns - 2 * (views - view + 1)) * step * (getComputedStyle(list).direction === "rtl" ? -1 : 1);
  const sign = document.querySelector("[data-near-sign]");
  const text = views > 1 ? `${view}/${views}` : "";
  if (sign && sign.textContent !== text) sign.textContent = text;
  return views;
}

function wait() {
  clearTimeout(turning);
  turning = setTimeout(() => turn(1), isCarousel() ? IN_CAROUSEL : EVERY);
}

/** Turns the cloth's pages; from the last one to the first. */
export function turn(by) {
  const list = cloth();
  if (!list) return;
  const { views } = measures(list);
  if (views > 1) {
    crossFade(list.parentElement, () => {
      view = ((view - 1 + by + views) % views) + 1;
      if (list.isConnected) show(list);
    });
  }
  wait();
}

function follow(event) {
  const list = cloth();
  if (!list) {
    table = 0;
    return clearTimeout(turning);
  }
  if (list.children.length > MOST) [...list.children].slice(0, -KEPT).forEach((piece) => piece.remove());
  const isOther = near() !== table;
  const hasNew = event?.detail.elements?.some((element) => element.classList.contains("is-new") && list.contains(element));
  table = near();
  const { views } = measures(list);
  if (isOther) view = isCarousel() ? Math.max(1, views - 1) : views;
  else if (hasNew) view = views;
  show(list);
  if (isOther || hasNew) wait();
  return null;
}

const measureAgain = () => cloth() && show(cloth());

document.addEventListener("screen:drawn", follow);
addEventListener("resize", measureAgain);
document.fonts?.ready.then(measureAgain);
follow();
