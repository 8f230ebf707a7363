/* Lifts cards off the page by pointer: after a few pixels a card flies, what lies under it is marked, and whoever asked
   is told where it was let go. One at a time; Escape puts it back. By touch only a card's grip can be pulled, so that
   everything else still scrolls. */
import { hold, release } from "./live/screen.js";

const STARTS_AT = 8; // pixels
let lifted = null;

function mark(places) {
  for (const place of document.querySelectorAll(".is-target")) if (!places.includes(place)) place.classList.remove("is-target");
  for (const place of places) place?.classList.add("is-target");
}

function aim(event) {
  const under = document.elementsFromPoint(event.clientX, event.clientY).filter((el) => !lifted.card.contains(el));
  const find = (selector) => under.map((el) => el.closest?.(selector)).find(Boolean) ?? null;
  lifted.over = lifted.kind.places(lifted.card).map(find);
  mark(lifted.over);
}

function fly(event) {
  if (!lifted || event.pointerId !== lifted.id) return;
  const [dx, dy] = [event.clientX - lifted.x, event.clientY - lifted.y];
  if (!lifted.isFlying && Math.hypot(dx, dy) < STARTS_AT) return;
  if (!lifted.isFlying) {
    lifted.isFlying = true;
    lifted.card.classList.add("is-flying");
    lifted.card.setPointerCapture(lifted.id);
    hold();
  }
  lifted.card.style.translate = `${dx}px ${dy}px`;
  aim(event);
}

function land(isDropped) {
  const { card, isFlying, kind, over } = lifted;
  lifted = null;
  if (!isFlying) return;
  card.style.translate = "";
  card.classList.remove("is-flying");
  mark([]);
  const guard = (event) => { event.preventDefault(); event.stopPropagation(); }; // the end of a drag is no click,
  addEventListener("click", guard, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", guard, { capture: true })); // but some drags end without one
  if (isDropped && over?.[0]) kind.dropped(card, over);
  release();
}

/** `cards` and `grip` are selectors; `places(card)` gives selectors, of which the first has to be hit; `dropped(card,
    places)` is told what lay under the card, in that order. */
export function liftable(kind) {
  document.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(kind.cards);
    if (!card || lifted || event.button !== 0 || (event.pointerType === "touch" && !event.target.closest(kind.grip))) return;
    lifted = { card, kind, id: event.pointerId, x: event.clientX, y: event.clientY, isFlying: false };
  });
}

document.addEventListener("pointermove", fly);
document.addEventListener("pointerup", (event) => lifted?.id === event.pointerId && land(true));
document.addEventListener("pointercancel", (event) => lifted?.id === event.pointerId && land(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && lifted && land(false));
// a link would be dragged by the browser itself
document.addEventListener("dragstart", (event) => lifted?.card.contains(event.target) && event.preventDefault());
