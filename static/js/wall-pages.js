/* Pages of the wall, [data-page], that turn by themselves: tables in sixes, names of a change, results. A new stage begins
   on its first page, and a result that has just come ([data-first]) is shown at once. */
import { crossFade } from "./wall-fade.js";

const TURNS_EVERY = 20000;

let page = 1;
let shown = ["", ""]; // stage, and what stands first
let turning = 0;

const pages = () => [...document.querySelectorAll("[data-page]")];

/** How many there are. */
export const total = () => Math.max(1, ...pages().map((element) => Number(element.dataset.page)));

function show() {
  const all = total();
  page = ((page - 1 + all) % all) + 1;
  for (const element of pages()) {
    const isHidden = Number(element.dataset.page) !== page;
    if (element.hidden === isHidden) continue;
    element.hidden = isHidden;
    dispatchEvent(new Event("resize")); // what counts how much there is room for counts again
  }
  for (const sign of document.querySelectorAll("[data-page-sign]")) sign.textContent = all > 1 ? `${page}/${all}` : "";
}

function leaf() {
  const old = pages().find((element) => !element.hidden);
  const isOther = old && total() > 1 && Number(old.dataset.page) !== page;
  if (isOther) crossFade(old, show);
  else show();
}

/** Whether these are pages of one picture, not of all tables. */
export const isResult = () => Boolean(document.querySelector("[data-page]:not(.cloths__page)"));

export function turnTo(next) {
  page = next;
  leaf();
  clearInterval(turning);
  turning = setInterval(() => {
    page += 1;
    leaf();
  }, TURNS_EVERY);
}

export const turn = (by) => turnTo(page + by);

function follow() {
  const fresh = document.querySelector("[data-first]");
  const now = [document.body.dataset.stage, fresh?.dataset.first ?? ""];
  const [stage, first] = shown;
  shown = now;
  if (now[0] !== stage) turnTo(1);
  else if (fresh && now[1] !== first) turnTo(Number(fresh.dataset.page));
  else show();
}

document.addEventListener("screen:drawn", follow);
follow();
