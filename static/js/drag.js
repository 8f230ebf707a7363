/* Moves cards to columns, themes and single voices, from the board and from the panel beside it: by mouse from anywhere,
   by touch on the grip, by the grip's menu without any dragging, by Alt and the arrow keys. Every way ends in one POST; the
   board itself is drawn by the broadcast, so that all who sort at the same time see the same. */
import { liftable } from "./lifting.js";
import { post } from "./quiet.js";
import { tellOf, textOf } from "./telling.js";

const CARDS = "#board [data-card], #panel [data-card]";
let chosen = null; // id of the card whose menu is open
let next = null; // id of the grip to go to when the card has left the page

const columns = () => [...document.querySelectorAll("#board [data-column]")];
const columnOf = (card) => card.dataset.columnNow ?? card.closest("[data-column]")?.dataset.column;
const themeOf = (card) => card.dataset.themeNow ?? "none";
const address = (path) => `/cafes/${document.body.dataset.cafe}/${path}`;

function gripAfter(card) {
  const beside = card.nextElementSibling ?? card.previousElementSibling;
  return beside?.querySelector("[data-grip]")?.id ?? null;
}

async function send(card, path, fields, place) {
  if (card.dataset.busy !== undefined) return;
  const hadFocus = card.contains(document.activeElement);
  const after = gripAfter(card);
  card.dataset.busy = "";
  const isDone = await post(address(path), new URLSearchParams({ contribution: card.dataset.card, ...fields }), card);
  if (isDone) tellOf(path === "placements" ? "moved" : "done", textOf(card), place);
  if (isDone && hadFocus) next = after;
  setTimeout(() => delete card.dataset.busy, isDone ? 2000 : 0); // by then the board has been drawn anew
}

function intoColumn(card, column, { alone = false } = {}) {
  const leaves = alone && themeOf(card) !== "none";
  if (column.dataset.column === columnOf(card) && !leaves && !card.closest("[data-voices]")) return;
  send(card, "placements", { column: column.dataset.column, ...(leaves ? { theme: "none" } : {}) }, column.dataset.name);
}

function intoTheme(card, theme, name) {
  if (theme !== themeOf(card) || card.closest("[data-voices]")) send(card, "placements", { theme }, name);
}

function apart(card, isApart, name) {
  if (isApart !== Boolean(card.closest("[data-voices]"))) send(card, "voices", { apart: isApart ? "1" : "0" }, name);
}

liftable({
  cards: CARDS,
  grip: "[data-grip]",
  floats: true,
  places: () => ["#board [data-column], #board [data-voices]", "#board [data-theme-card]"],
  dropped: (card, [place, theme]) => {
    if (theme) intoTheme(card, theme.dataset.themeCard, textOf(theme));
    else if (place.dataset.column) intoColumn(card, place, { alone: true });
    else apart(card, true, place.dataset.name);
  },
});

/* menu and keys */

function choose(item, card) {
  const { moveColumn, moveGroup, moveApart, movePinned } = item.dataset;
  const name = item.textContent.trim();
  if (moveColumn) intoColumn(card, columns().find((el) => el.dataset.column === moveColumn));
  else if (moveGroup) intoTheme(card, moveGroup, name);
  else if (moveApart) apart(card, moveApart === "1", name);
  else send(card, "pins", { pinned: movePinned }, name);
}

document.addEventListener("click", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (grip) chosen = grip.closest("[data-card]").id;
  const item = event.target.closest("#card-menu [data-move-column], #card-menu [data-move-group], #card-menu [data-move-apart], #card-menu [data-move-pinned]");
  const card = item && document.getElementById(chosen);
  if (!card) return;
  item.closest("[popover]").hidePopover?.();
  card.querySelector("[data-grip]")?.focus();
  choose(item, card);
});
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.(CARDS);
  if (!card || !event.altKey || !/^Arrow(Left|Right)$/.test(event.key)) return;
  event.preventDefault();
  const all = columns();
  const isRightToLeft = getComputedStyle(card).direction === "rtl";
  const step = (event.key === "ArrowRight") === isRightToLeft ? -1 : 1;
  const target = all[all.findIndex((el) => el.dataset.column === columnOf(card)) + step];
  if (target) intoColumn(card, target);
});
document.addEventListener("screen:drawn", () => {
  if (next && document.activeElement === document.body) document.getElementById(next)?.focus();
  if (next) next = null;
});
