/* Lifts cards off the page by pointer: after a few pixels a card flies, what lies under it is marked, and whoever asked
   is told where it was let go. One at a time; Escape puts it back. By touch only a card's grip can be pulled, so that
   everything else still scrolls. Where cards float, a likeness flies over all edges, and the page rolls along. */
import { hold, release } from "./live/screen.js";

const STARTS_AT = 8; // pixels
const EDGE = 70; // pixels from the edge of the window at which the page rolls
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

function likeness(card) {
  const { left, top, width } = card.getBoundingClientRect();
  const flying = card.cloneNode(true);
  for (const el of [flying, ...flying.querySelectorAll("[id]")]) el.removeAttribute("id");
  flying.inert = true;
  flying.classList.add("is-floating");
  Object.assign(flying.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
  document.body.append(flying);
  return flying;
}

const over = (at, size) => (at < EDGE ? at - EDGE : Math.max(0, at - size + EDGE)) / 5;

function roll() {
  if (!lifted?.isFlying) return;
  const [dx, dy] = [over(lifted.at.clientX, innerWidth), over(lifted.at.clientY, innerHeight)];
  if (dy) scrollBy(0, dy);
  if (dx) document.querySelector("[data-rolls]")?.scrollBy(dx, 0);
  if (dx || dy) aim(lifted.at);
  requestAnimationFrame(roll);
}

function start() {
  if (!lifted.card.isConnected) lifted.card = document.getElementById(lifted.card.id); // drawn anew under the finger
  if (!lifted.card) {
    lifted = null;
    return false;
  }
  lifted.isFlying = true;
  lifted.kind.begins?.();
  lifted.body = lifted.kind.floats ? likeness(lifted.card) : lifted.card;
  lifted.body.classList.add("is-flying");
  lifted.card.classList.add("is-lifted");
  lifted.card.setPointerCapture(lifted.id);
  hold("lifting");
  if (lifted.kind.floats) requestAnimationFrame(roll);
  return true;
}

function fly(event) {
  if (!lifted || event.pointerId !== lifted.id) return;
  const [dx, dy] = [event.clientX - lifted.x, event.clientY - lifted.y];
  if (!lifted.isFlying && Math.hypot(dx, dy) < STARTS_AT) return;
  lifted.at = event;
  if (!lifted.isFlying && !start()) return;
  lifted.body.style.translate = `${dx}px ${dy}px`;
  aim(event);
}

function land(isDropped) {
  const { card, body, isFlying, kind, over: places } = lifted;
  lifted = null;
  if (!isFlying) return;
  body.style.translate = "";
  body.classList.remove("is-flying");
  card.classList.remove("is-lifted");
  if (body !== card) body.remove();
  mark([]);
  const guard = (event) => { event.preventDefault(); event.stopPropagation(); }; // the end of a drag is no click,
  addEventListener("click", guard, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", guard, { capture: true })); // but some drags end without one
  if (isDropped && places?.[0]) kind.dropped(card, places);
  kind.ends?.();
  release("lifting");
}

/** `cards` and `grip` are selectors; `places(card)` gives selectors, of which the first has to be hit; `dropped(card,
    places)` is told what lay under the card, in that order. `floats`: see above; `begins()` and `ends()` with each flight. */
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
