/* Moves cards between the columns and themes of the synthesis board: by mouse from anywhere, by touch on the grip, by
   the grip's menu without any dragging, by Alt and the arrow keys. Every way ends in one POST; the board itself is drawn
   by the broadcast, so that all who sort at the same time see the same. */
import { hold, release } from "./live/screen.js";
import { post } from "./quiet.js";

const STARTS_AT = 8; // pixels
let drag = null;
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

/* dragging */

function aim(event) {
  const under = document.elementsFromPoint(event.clientX, event.clientY).filter((el) => !drag.card.contains(el));
  const find = (selector) => under.map((el) => el.closest?.(selector)).find(Boolean) ?? null;
  drag.column = find("#board [data-column]");
  drag.group = find("#board [data-group]");
  for (const place of document.querySelectorAll("#board [data-column], #board [data-group]")) {
    place.classList.toggle("is-target", place === drag.column || place === drag.group);
  }
}

function fly(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.isFlying && Math.hypot(dx, dy) < STARTS_AT) return;
  if (!drag.isFlying) {
    drag.isFlying = true;
    drag.card.classList.add("is-flying");
    drag.card.setPointerCapture(drag.id);
    hold();
  }
  drag.card.style.translate = `${dx}px ${dy}px`;
  aim(event);
}

function land(isDropped) {
  const { card, isFlying, column, group } = drag;
  drag = null;
  if (!isFlying) return;
  card.style.translate = "";
  card.classList.remove("is-flying");
  for (const place of document.querySelectorAll(".is-target")) place.classList.remove("is-target");
  const guard = (event) => { event.preventDefault(); event.stopPropagation(); }; // the end of a drag is no click,
  addEventListener("click", guard, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", guard, { capture: true })); // but some drags end without one
  if (isDropped && column) move(card, { column, group });
  release();
}

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("#board [data-card]");
  const form = document.getElementById("placements");
  if (!card || !form || drag || event.button !== 0 || (event.pointerType === "touch" && !event.target.closest("[data-grip]"))) return;
  drag = { card, id: event.pointerId, x: event.clientX, y: event.clientY, isFlying: false };
});
document.addEventListener("pointermove", fly);
document.addEventListener("pointerup", (event) => drag?.id === event.pointerId && land(true));
document.addEventListener("pointercancel", (event) => drag?.id === event.pointerId && land(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && drag && land(false));

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
