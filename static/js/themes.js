/* Moves whole themes: to another column, before another theme, or onto another one, which asks whether to put the two
   together. By mouse, by touch on the grip, by the grip's menu, by Alt and the arrow keys. */
import { liftable } from "./lifting.js";
import { post } from "./quiet.js";
import { tellOf, textOf } from "./telling.js";

const THEMES = "#board [data-theme-card]";
let chosen = null; // id of the theme whose menu is open

const columns = () => [...document.querySelectorAll("#board [data-column]")];

async function send(theme, path, fields, place) {
  if (theme.dataset.busy !== undefined) return;
  const { cafe } = document.body.dataset;
  theme.dataset.busy = "";
  const isDone = await post(`/cafes/${cafe}/themes/${theme.dataset.themeCard}/${path}`, new URLSearchParams(fields), theme);
  if (isDone) tellOf(path === "keeps" ? "done" : "moved", textOf(theme), place);
  setTimeout(() => delete theme.dataset.busy, isDone ? 2000 : 0);
}

function put(theme, column, before) {
  const here = theme.closest("[data-column]");
  const isFree = column === here && theme.dataset.chosen === undefined; // it goes on following its cards
  send(theme, "places", { column: isFree ? "" : column.dataset.column, before: before ?? "" }, column.dataset.name);
}

function merge(one, other) {
  const dialog = document.getElementById("ask-merger");
  if (!dialog?.showModal) return;
  const line = dialog.querySelector("[data-merger]");
  line.textContent = line.dataset.merger.replace("{one}", () => textOf(one)).replace("{other}", () => textOf(other));
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") send(one, "mergers", { into: other.dataset.themeCard }, textOf(other));
  }, { once: true });
  dialog.showModal();
}

function openGaps() {
  for (const theme of document.querySelectorAll(THEMES)) {
    if (theme.querySelector("[data-before]")) continue;
    const gap = document.createElement("i");
    gap.className = "theme__gap";
    gap.dataset.before = theme.dataset.themeCard;
    theme.prepend(gap);
  }
}

const closeGaps = () => document.querySelectorAll(".theme__gap").forEach((gap) => gap.remove());

liftable({
  cards: THEMES,
  grip: "[data-theme-grip]",
  floats: true,
  begins: openGaps,
  ends: closeGaps,
  places: () => ["#board [data-column]", THEMES, "#board [data-before]"],
  dropped: (theme, [column, other, gap]) => {
    if (gap) put(theme, column, gap.dataset.before);
    else if (other && other !== theme) merge(theme, other);
    else if (column !== theme.closest("[data-column]")) put(theme, column);
  },
});

/* menus and keys */

function choice(theme, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small";
  button.setAttribute(name, theme.dataset.themeCard);
  button.textContent = textOf(theme);
  return button;
}

// the themes are named on the board already; a theme is not to be put together with itself
function fill(menu) {
  const themes = [...document.querySelectorAll(THEMES)];
  const own = menu.id === "theme-menu" ? document.getElementById(chosen) : null;
  for (const place of menu.querySelectorAll("[data-each-theme]")) {
    const name = `data-${place.dataset.eachTheme}`;
    for (const old of place.querySelectorAll("button")) if (old.getAttribute(name) !== "none") old.remove();
    place.prepend(...themes.filter((theme) => theme !== own).map((theme) => choice(theme, name)));
  }
  const title = menu.querySelector("[data-theme-title]");
  if (title && own) title.textContent = textOf(own);
}

document.addEventListener("click", (event) => {
  const grip = event.target.closest("[data-theme-grip]");
  if (grip) chosen = grip.closest("[data-theme-card]").id;
  const item = event.target.closest("#theme-menu button");
  const theme = item && !item.matches(".sheet__close") && document.getElementById(chosen);
  if (!theme) return;
  item.closest("[popover]").hidePopover?.();
  theme.querySelector("[data-theme-grip]")?.focus();
  const { themeOpen, themeKeep, themeColumn, themeInto } = item.dataset;
  if (themeOpen !== undefined) theme.querySelector("a[data-panel]").click();
  else if (themeKeep) send(theme, "keeps", { kept: themeKeep }, item.textContent.trim());
  else if (themeColumn) put(theme, columns().find((el) => el.dataset.column === themeColumn));
  else merge(theme, document.getElementById(`theme-${themeInto}`));
});
document.addEventListener("beforetoggle", (event) => {
  if (event.target.matches?.("#card-menu, #theme-menu") && event.newState === "open") fill(event.target);
}, { capture: true });
document.addEventListener("keydown", (event) => {
  const theme = event.target.closest?.(THEMES);
  if (!theme || !event.altKey || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const column = theme.closest("[data-column]");
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const beside = event.key === "ArrowUp" ? theme.previousElementSibling : theme.nextElementSibling;
    const before = event.key === "ArrowUp" ? beside : beside?.nextElementSibling;
    if (beside) put(theme, column, before?.dataset.themeCard);
    return;
  }
  const isRightToLeft = getComputedStyle(theme).direction === "rtl";
  const step = (event.key === "ArrowRight") === isRightToLeft ? -1 : 1;
  const all = columns();
  const target = all[all.indexOf(column) + step];
  if (target) put(theme, target);
});
