/* Words in the hand: a tap on a knot takes a contribution, a tap on another one joins both. Pulling from the knot to the
   other does the same with a line that follows the finger; a finger that starts upwards or downwards scrolls as ever.
   Escape lets go. What is drawn comes back with the broadcast, as everything does. */
import { hold, release } from "./live/screen.js";
import { post } from "./quiet.js";
import { tell } from "./telling.js";

const STARTS_AT = 8; // pixels
const EDGE = 90; // pixels from the edge of what can be read at which the page rolls
const SVG = "http://www.w3.org/2000/svg";

const words = () => document.querySelector("[data-asks]")?.dataset ?? {};
const bar = () => document.getElementById("in-hand");
const byId = (id) => document.getElementById(`contribution-${id}`);
const idOf = (element) => element?.closest?.("#cloth .contribution[id]")?.id.replace("contribution-", "");

let inHand = ""; // id of the contribution
let pulled = null; // { knot, id, pointer, x, y, line, to } while a finger is on a knot

function mark() {
  for (const old of document.querySelectorAll(".is-in-hand")) old.classList.remove("is-in-hand");
  byId(inHand)?.classList.add("is-in-hand");
}

/** Takes a contribution into the hand; again the same, or nothing, lets go. */
export function take(id) {
  const before = inHand;
  inHand = id === inHand ? "" : id;
  document.documentElement.toggleAttribute("data-in-hand", Boolean(inHand));
  bar().hidden = !inHand;
  bar().querySelector("[data-draw-beside]").dataset.drawBeside = inHand;
  mark();
  if (inHand) tell(words().asks);
  else if (before) document.getElementById(`knot-${before}`)?.focus({ preventScroll: true });
}

function letGo() {
  take("");
  tell(words().letGo);
}

async function join(first, second) {
  take("");
  const { action } = document.getElementById("connections");
  if (await post(action, new URLSearchParams({ first, second }))) tell(words().joined);
  document.getElementById(`knot-${second}`)?.focus({ preventScroll: true });
}

/* two taps */

document.addEventListener("click", (event) => {
  if (!inHand) return;
  if (event.target.closest("[data-draw-beside]")) take("");
  const isLetGo = event.target.closest("[data-let-go]");
  const id = idOf(event.target);
  if (!isLetGo && !id) return;
  event.preventDefault();
  event.stopPropagation();
  if (isLetGo || id === inHand) letGo();
  else join(inHand, id);
}, { capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (pulled?.line) land(false);
  else if (inHand) letGo();
});
document.addEventListener("screen:drawn", () => {
  if (inHand && !byId(inHand)) take("");
  else if (inHand) mark();
});

/* one pull */

function start() {
  const sheet = document.createElementNS(SVG, "svg");
  sheet.setAttribute("class", "pull");
  sheet.setAttribute("aria-hidden", "true");
  pulled.line = sheet.appendChild(document.createElementNS(SVG, "path"));
  document.body.append(sheet);
  if (inHand) take("");
  byId(pulled.id)?.classList.add("is-in-hand");
  pulled.knot.setPointerCapture(pulled.pointer);
  hold("connecting");
  requestAnimationFrame(roll);
}

function aim({ clientX, clientY }) {
  pulled.at = { clientX, clientY };
  const { left, top, width, height } = pulled.knot.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const out = Math.min(80, Math.abs(clientY - y) / 2);
  pulled.line.setAttribute("d", `M${x} ${y}C${x - out / 4} ${y} ${clientX - out} ${clientY} ${clientX} ${clientY}`);
  const to = idOf(document.elementFromPoint(clientX, clientY));
  if (pulled.to === to) return;
  byId(pulled.to)?.classList.remove("is-target");
  pulled.to = to !== pulled.id ? to : undefined;
  byId(pulled.to)?.classList.add("is-target");
}

function roll() {
  if (!pulled?.line) return;
  const { clientY } = pulled.at;
  const foot = Math.min(innerHeight, document.getElementById("composer")?.getBoundingClientRect().top || innerHeight);
  const by = clientY < EDGE ? clientY - EDGE : Math.max(0, clientY - foot + EDGE);
  if (by) {
    scrollBy({ top: by / 6, behavior: "instant" });
    aim(pulled.at);
  }
  requestAnimationFrame(roll);
}

function pull(event) {
  if (event.pointerId !== pulled?.pointer) return;
  if (!pulled.line && Math.hypot(event.clientX - pulled.x, event.clientY - pulled.y) < STARTS_AT) return;
  pulled.at = event;
  if (!pulled.line) start();
  aim(event);
}

function land(isDropped) {
  const { id, to, line } = pulled;
  pulled = null;
  if (!line) return;
  line.parentElement.remove();
  byId(id)?.classList.remove("is-in-hand");
  byId(to)?.classList.remove("is-target");
  const guard = (click) => { click.preventDefault(); click.stopPropagation(); }; // the end of a pull is no tap,
  addEventListener("click", guard, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", guard, { capture: true })); // but some end without one
  release("connecting");
  if (isDropped && to) join(id, to);
}

document.addEventListener("pointerdown", (event) => {
  const knot = event.target.closest(".knot");
  if (knot && !pulled && event.button === 0) pulled = { knot, id: knot.value, pointer: event.pointerId, x: event.clientX, y: event.clientY };
});
document.addEventListener("pointermove", pull);
document.addEventListener("pointerup", (event) => event.pointerId === pulled?.pointer && land(true));
document.addEventListener("pointercancel", (event) => event.pointerId === pulled?.pointer && land(false));
