/* All tables on the wall: an idea has two lines, and more where the cloth has room below the last one that stands whole. Ideas
   for which there is no room stand in a second column, out of sight, so only the picture itself can tell. */
import { among } from "./live/screen.js";

const LISTS = ".cloth__ideas";
const [SHORT, MOST] = [2, 5];

let watched = null;

/** How high an idea's lines are, and how many more it would need; all is read before anything is written. */
function measure(idea) {
  const text = idea.querySelector(".cloth__text");
  const { left, bottom } = idea.getBoundingClientRect();
  const high = text.clientHeight / SHORT;
  return { idea, left, bottom, high, more: Math.ceil((text.scrollHeight - text.clientHeight) / high - 0.2) };
}

function fit(list) {
  if (!list.clientHeight) return; // on a page that is not shown now
  for (const idea of list.children) delete idea.dataset.lines;
  const edge = list.getBoundingClientRect();
  const whole = [...list.children].map(measure).filter(({ left, bottom }) => left < edge.right && bottom < edge.bottom + 2);
  let room = edge.bottom - (whole.at(-1)?.bottom ?? edge.bottom);
  for (const { idea, high, more } of whole) {
    const given = Math.min(more, MOST - SHORT, Math.floor(room / high));
    if (given < 1) continue;
    idea.dataset.lines = SHORT + given;
    room -= given * high;
  }
}

const fitAll = () => document.querySelectorAll(LISTS).forEach(fit);
const observer = new ResizeObserver(fitAll);

function watch() {
  const cloths = document.querySelector(".cloths");
  if (cloths === watched) return;
  watched = cloths;
  observer.disconnect();
  if (cloths) observer.observe(cloths);
}

document.addEventListener("screen:drawn", (event) => {
  among(event.detail.elements, LISTS).forEach(fit);
  watch();
});
addEventListener("resize", fitAll);
document.fonts?.ready.then(fitAll);
watch();
