/* Silence on all screens: #hush says it to the eye, its data-said to the ear, once. Focus and what is typed stay under the
   sign as they were; who needs their phone all the same puts the sign away, for this silence and on this phone only.
   Over an open sheet it lies inside that sheet: there a tap on it does not close the sheet, and no dialog bars it. */

import { speak } from "./notice.js";

const sign = () => document.getElementById("hush");
const isAsked = () => Boolean(sign()?.querySelector("[data-hush-away]"));
const isShown = () => isAsked() && !sign().hidden;
const isOpen = (sheet) => sheet.matches("dialog:modal, :popover-open");

let was = isAsked();
let isAway = false;
let before = null; // what had the focus before the sign's button

function lift() {
  const it = sign();
  if (!it?.showPopover) return;
  const open = [...document.querySelectorAll("dialog, [popover]")].filter((sheet) => sheet !== it && isOpen(sheet));
  const sheet = isShown() && open.findLast((each) => !each.closest("[data-region]"));
  const isInside = Boolean(it.parentElement.closest("dialog, [popover]"));
  if (sheet ? sheet !== it.parentElement : isInside) (sheet || document.body).append(it);
  it.togglePopover(isShown() && open.length > 0);
}

function show() {
  if (isAway) sign().hidden = true;
  lift();
  if (!isShown() && before) {
    before.focus({ preventScroll: true });
    before = null;
  }
}

function look() {
  const is = isAsked();
  if (is !== was) {
    was = is;
    isAway = false;
    speak(is ? sign().dataset.said : "");
  }
  show();
}

function putAway() {
  isAway = true;
  show();
}

const isButton = ({ target }) => target.closest?.("[data-hush-away]");

document.addEventListener("screen:drawn", look);
for (const change of ["toggle", "close"]) document.addEventListener(change, ({ target }) => target !== sign() && lift(), { capture: true });
document.addEventListener("mousedown", (event) => isButton(event) && event.preventDefault()); // the focus stays where it is
document.addEventListener("focusin", (event) => {
  if (isButton(event)) before = event.relatedTarget;
});
document.addEventListener("click", (event) => isButton(event) && putAway());
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isShown() || document.body.dataset.screen !== "table") return;
  event.preventDefault(); // a sheet under the sign stays open
  putAway();
});
look();
