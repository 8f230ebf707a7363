/* All tables on the wall: an idea has two lines, and more where that drives no other idea out of the picture. Ideas for
   which there is no room stand in a second column, out of sight, so only the picture itself can tell. */
import { among } from "./live/screen.js";

const LISTS = ".cloth__ideas";
const MORE = [5, 4, 3];

let watched = null;

const text = (idea) => idea.querySelector(".cloth__text");
const isCut = (idea) => text(idea).scrollHeight > text(idea).clientHeight + 1;

/** How many ideas stand whole in the picture. */
function whole(list) {
  const { right, bottom } = list.getBoundingClientRect();
  return [...list.children].map((idea) => idea.getBoundingClientRect()).filter((own) => own.left < right && own.bottom < bottom + 2).length;
}

function fit(list) {
  if (!list.clientHeight) return; // on a page that is not shown now
  for (const idea of list.children) delete idea.dataset.lines;
  const many = whole(list);
  for (const idea of [...list.children].slice(0, many).filter(isCut)) {
    for (const lines of MORE) {
      idea.dataset.lines = lines;
      if (whole(list) === many) break;
      delete idea.dataset.lines;
    }
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
