/* The host says that two contributions of one cloth belong together: a tap on a knot takes one into the hand, a tap on
   another of the same cloth joins both; the same again, or Escape, lets go. The line comes with the broadcast, and what
   takes it back (#undo) says that it was drawn. */
import { speak } from "./notice.js";
import { post } from "./quiet.js";

const form = document.getElementById("joining");
const lineOf = (id) => document.getElementById(`host-contribution-${id}`);
const knotOf = (id) => document.getElementById(`host-knot-${id}`);
const cloths = () => document.querySelectorAll(".laid__cloth");

let inHand = ""; // id of the contribution
let loosed = ""; // id of the one at which a line was taken away, for the button itself goes with the line

function mark() {
  for (const old of document.querySelectorAll(".laid__line.is-in-hand")) old.classList.remove("is-in-hand");
  for (const cloth of cloths()) cloth.toggleAttribute("data-in-hand", Boolean(inHand) && cloth.contains(lineOf(inHand)));
  lineOf(inHand)?.classList.add("is-in-hand");
}

function take(id) {
  inHand = id;
  mark();
  if (id) speak(form.dataset.asks);
}

function letGo() {
  const before = inHand;
  take("");
  speak(form.dataset.letGo);
  knotOf(before)?.focus({ preventScroll: true });
}

async function join(first, second) {
  take("");
  await post(form.action, new URLSearchParams({ as: "host", first, second }));
  knotOf(second)?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (event.target.id === "loosing") loosed = event.submitter?.value.split("-")[0] ?? "";
  if (event.target !== form || !event.submitter) return;
  event.preventDefault();
  take(event.submitter.value);
});
document.addEventListener("click", (event) => {
  if (!inHand) return;
  const line = event.target.closest(".laid__line");
  const id = line?.querySelector(".knot")?.value;
  const isHere = id && line.closest(".laid__cloth").hasAttribute("data-in-hand");
  const isLetGo = event.target.closest("[data-let-go]") || id === inHand;
  if (!isLetGo && !isHere) return;
  event.preventDefault();
  event.stopPropagation();
  if (isLetGo) letGo();
  else join(inHand, id);
}, { capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !inHand) return;
  event.preventDefault(); // the sheet that it lies in stays open
  letGo();
});
document.addEventListener("form:done", ({ detail }) => {
  if (detail.form.id === "loosing") knotOf(loosed)?.focus({ preventScroll: true });
});
document.addEventListener("screen:drawn", () => {
  if (inHand && !knotOf(inHand)) take("");
  else if (inHand) mark();
});
const first = form?.querySelector("[name=first]"); // as a page without scripts would be asked
if (first) {
  first.remove();
  take(first.value);
}
