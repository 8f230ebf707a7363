/* Moves cards between the columns and themes of the synthesis board: by mouse from anywhere, by touch on the grip, by
   the grip's menu without any dragging, by Alt and the arrow keys. Every way ends in one POST; the board itself is drawn
   by the broadcast, so that all who sort at the same time see the same. */
import { liftable } from "./lifting.js";
import { post } from "./quiet.js";

let chosen = null; // id of the card whose menu is open

const columns = () => [...document.querySelectorAll("#board [data-column]")];

function tell(card, place) {
  const sign = document.querySelector("[data-moved]");
  if (!sign) return;
  const text = (card.querySelector("[data-card-text]") ?? card).textContent.trim();
  sign.textContent = sign.dataset.moved.replace("{text}", () => text).replace("{place}", () => place);
}

async function move(card, { column, group }) {
  const form = document.getElementById("placements");
  const isSame = (!column || column === card.closest("[data-column]")) && (!group || group === card.closest("[data-group]"));
  if (!form || isSame || card.dataset.busy !== undefined) return;
  const fields = new URLSearchParams({ contribution: card.dataset.card });
  if (column) fields.set("column", column.dataset.column);
  if (group) fields.set("theme", group.dataset.group);
  card.dataset.busy = "";
  const isDone = await post(form.action, fields, card);
  if (isDone) tell(card, [column, group].filter(Boolean).map((el) => el.dataset.name).join(", "));
  setTimeout(() => delete card.dataset.busy, isDone ? 2000 : 0); // by then the board has been drawn anew
}

liftable({
  cards: "#board [data-card]",
  grip: "[data-grip]",
  places: () => ["#board [data-column]", "#board [data-group]"],
  dropped: (card, [column, group]) => move(card, { column, group }),
});

/* menu and keys */

document.addEventListener("click", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (grip) chosen = grip.closest("[data-card]").id;
  const item = event.target.closest("[data-move-column], [data-move-group]");
  const card = item && document.getElementById(chosen);
  if (!card) return;
  item.closest("[popover]")?.hidePopover?.();
  card.querySelector("[data-grip]")?.focus();
  const { moveColumn, moveGroup } = item.dataset;
  const column = columns().find((el) => el.dataset.column === moveColumn);
  const group = moveGroup && { dataset: { group: moveGroup, name: item.textContent.trim() } };
  move(card, { column, group });
});
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("#board [data-card]");
  if (!card || !event.altKey || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const beside = (list, now, step) => list[list.indexOf(now) + step];
  const column = card.closest("[data-column]");
  const step = ["ArrowRight", "ArrowDown"].includes(event.key) ? 1 : -1;
  if (/Up|Down/.test(event.key)) {
    const group = beside([...column.querySelectorAll("[data-group]")], card.closest("[data-group]"), step);
    if (group) move(card, { group });
    return;
  }
  const isRightToLeft = getComputedStyle(card).direction === "rtl";
  const next = beside(columns(), column, isRightToLeft ? -step : step);
  if (next) move(card, { column: next });
});
