/* The leaf, over the whole screen: every stroke is on the cloth as soon as the pen is lifted. When it is done, one may say
   what there is to see, for those who do not see it, and lay that down as an idea. */
import { add as lay } from "./live/outbox.js";
import { serverNow } from "./live/time.js";
import { uuid } from "./live/uuid.js";
import { composer, fetched, isSame, laid, place, show } from "./doodle-leaf.js";
import { attach as attachPen } from "./doodle-pen.js";
import { glimpses } from "./doodle-glimpses.js";
import { add, forget, idOf } from "./doodle-queue.js";
import { attach as attachStamps } from "./doodle-stamps.js";
import { say } from "./doodle-state.js";

const sheet = document.getElementById("doodling");
const form = sheet.querySelector("form");
const leaf = sheet.querySelector("[data-leaf]");
const { strokesAction, undoingAction, editsAction, leafAction } = form.dataset;

let doodle = null; // { key, place, beside, description, strokes: [{ key, path }], from: where this phone was }

const pen = () => form.elements.pen.value;

function look() {
  if (!doodle) return;
  const { strokes } = doodle;
  sheet.dataset.drawn = strokes.length ? "some" : "none";
  for (const button of sheet.querySelectorAll("[data-undo]")) button.disabled = !strokes.length;
}

function drawn(path) {
  const stroke = { key: uuid(), path };
  doodle.strokes.push(stroke);
  const beside = doodle.strokes.length === 1 && doodle.beside ? { beside: doodle.beside } : {};
  const drawing = { path: path.getAttribute("d"), pen: path.dataset.pen, composed_at: Math.round(serverNow()) };
  add("stroke", doodle.key, strokesAction, { key: stroke.key, doodle: doodle.key, ...doodle.place, ...drawing, ...beside });
  look();
}

function undo() {
  const last = doodle?.strokes.pop();
  if (!last) return;
  last.path.remove();
  if (!forget(last.key)) add("undo", doodle.key, undoingAction, { key: last.key, doodle: doodle.key });
  say("undone");
  look();
}

const stamps = attachStamps(leaf, { pen, drawn: (path) => { drawn(path); say("set"); } });
const glimpse = glimpses(() => ({ doodle: idOf(doodle.key), beside: doodle.beside }));
attachPen(leaf, { ...glimpse, pen: () => (stamps.isHeld() ? "" : pen()), drawn: (path) => { drawn(path); say("drawn"); } });

function turn(step) {
  stamps.drop();
  say("ready");
  sheet.dataset.step = step;
  (step === "tell" ? form.elements.description : leaf).focus({ preventScroll: true });
}

function told() {
  const description = form.elements.description.value.trim();
  if (description !== doodle.description && doodle.strokes.length) add("words", doodle.key, editsAction, { key: uuid(), description });
  doodle.description = description;
  return description;
}

function leave() {
  told();
  sheet.close();
}

async function layAsIdea() {
  const { description } = form.elements;
  description.setCustomValidity(description.value.trim() ? "" : form.dataset.blank);
  if (!form.reportValidity()) return;
  const words = told();
  const { key, place: at } = doodle;
  const category = form.elements.category.value;
  sheet.close();
  const idea = await lay({ ...at, text: words, kind: "idea", category, pen: pen() }, composer().action);
  add("words", key, editsAction, { key: uuid(), description: words, words: idea });
}

function begin(drawing) {
  const from = place();
  leaf.replaceChildren();
  doodle = { ...drawing, from, strokes: laid(leaf, drawing.strokes) };
  form.elements.description.value = doodle.description;
  if (from) form.elements.pen.value = composer().elements.pen.value;
  const words = doodle.beside && document.querySelector(`#contribution-${doodle.beside} .contribution__text`);
  sheet.querySelector("[data-slot=words]").textContent = words ? words.textContent.trim() : "";
  sheet.dataset.beside = words ? "words" : "none";
  sheet.dataset.idea = !doodle.beside && from && isSame(doodle.place, from) ? "may" : "no";
  look();
  sheet.showModal();
  turn("draw");
}

/** A new leaf; `beside`: id of the contribution that is drawn beside, or nothing. */
export function open(beside = "") {
  if (!sheet.open && place()) begin({ key: uuid(), place: place(), beside, description: "", strokes: [] });
}

/** The leaf of a drawing that lies on a cloth, by its id; rejects where it cannot be had just now. */
export async function goOn(id) {
  const drawing = await fetched(leafAction, id);
  if (!sheet.open) begin(drawing);
}

const isToTell = () => doodle.strokes.length && (!doodle.description || sheet.dataset.idea === "may");

const ACTS = {
  undo,
  done: () => (isToTell() ? turn("tell") : leave()),
  back: () => turn("draw"), leave, idea: layAsIdea,
};

sheet.addEventListener("click", ({ target }) => {
  const { act, stamp } = target.closest("button")?.dataset ?? {};
  if (stamp) {
    stamps.take(stamp);
    say("stamp");
  } else ACTS[act]?.();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.elements.description.addEventListener("input", ({ target }) => target.setCustomValidity(""));
sheet.addEventListener("keydown", (event) => {
  if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.target.matches("textarea")) return;
  event.preventDefault();
  undo();
});
sheet.addEventListener("cancel", (event) => { // Escape, or the phone's own way back
  event.preventDefault();
  ACTS[sheet.dataset.step === "draw" ? "done" : "leave"]();
});
sheet.addEventListener("close", () => {
  stamps.drop();
  show(doodle);
  doodle = null;
});

document.addEventListener("doodle:changed", ({ detail }) => {
  const mine = detail.refused && doodle?.strokes.find(({ key }) => key === detail.refused.fields.key);
  if (!mine) return;
  mine.path.remove();
  doodle.strokes = doodle.strokes.filter((stroke) => stroke !== mine);
  say("refused", { sentence: detail.message ?? document.body.dataset.errorText });
  look();
});
document.addEventListener("screen:drawn", () => {
  if (sheet.open && !isSame(place(), doodle.from)) leave(); // all has moved on; what is drawn lies there
});
