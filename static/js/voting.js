/* The ballot paper: a tap counts at once and is sent until the server has the last wish; what it refuses goes back to
   what it has. form[data-vote] is one theme: dots by [data-by], or two scales, sent when both are chosen. */
import { fetchPage } from "./live/page.js";
import { post } from "./quiet.js";

const wishes = new Map(); // form id -> dots asked for last, while it is on its way

const paper = () => document.getElementById("paper");
const forms = () => [...document.querySelectorAll("form[data-vote]")];
const dots = (form) => wishes.get(form.id) ?? Number(form.dataset.dots);

function set(button, isOff) {
  button.disabled = false; // a button that is switched off under a finger would lose the focus
  button.setAttribute("aria-disabled", isOff);
}

function write(element, text) {
  if (element && element.textContent !== String(text)) element.textContent = text;
}

function drawDots() {
  const { budget, stacking } = paper().dataset;
  const left = Number(budget) - forms().reduce((sum, form) => sum + dots(form), 0);
  for (const form of forms()) {
    const count = dots(form);
    write(form.querySelector("[data-count]"), count);
    set(form.querySelector("[data-by='-1']"), count === 0);
    set(form.querySelector("[data-by='1']"), left <= 0 || (stacking === "0" && count > 0));
  }
  write(paper().querySelector("[data-left]"), left);
}

function drawScales() {
  const kept = (form) => form.querySelector("[data-kept]");
  write(paper().querySelector("[data-rated]"), forms().filter((form) => !kept(form).hidden).length);
}

function draw() {
  if (!paper()) return;
  if (paper().dataset.mode === "dots") drawDots();
  else drawScales();
}

function fieldsOf(form, more) {
  const fields = new URLSearchParams();
  for (const name of ["theme", "voter"]) if (form.elements[name]) fields.set(name, form.elements[name].value);
  for (const [name, value] of Object.entries(more)) fields.set(name, value);
  return fields;
}

/** The page itself says best what the server has; a page without a line is not fetched piece by piece. */
const startAnew = () => (document.body.dataset.live ? fetchPage() : location.reload());

async function settle(id) {
  const form = () => document.getElementById(id);
  for (let wish = wishes.get(id); form() && wish !== Number(form().dataset.dots); wish = wishes.get(id)) {
    const isDone = await post(form().action, fieldsOf(form(), { dots: wish }), form());
    if (!isDone) return startAnew();
    if (form()) form().dataset.dots = wish;
  }
  return null;
}

async function give(form, by) {
  const isOnItsWay = wishes.has(form.id);
  wishes.set(form.id, dots(form) + by);
  draw();
  if (isOnItsWay) return;
  await settle(form.id);
  wishes.delete(form.id);
  draw();
}

function show(form, isKept) {
  form.querySelector("[data-kept]").hidden = !isKept;
  form.querySelector("[data-clear-vote]").hidden = !isKept;
  draw();
}

async function rate(form) {
  const { urgency, feasibility } = Object.fromEntries(new FormData(form));
  if (!urgency || !feasibility) return;
  const isDone = await post(form.action, fieldsOf(form, { urgency, feasibility }), form);
  if (!isDone) return startAnew();
  for (const radio of form.querySelectorAll("input[type=radio]")) radio.defaultChecked = radio.checked;
  show(form, true);
}

async function clear(form) {
  if (!await post(form.action, fieldsOf(form, { clear: "1" }), form)) return;
  for (const radio of form.querySelectorAll("input[type=radio]")) radio.checked = radio.defaultChecked = false;
  const first = form.querySelector("input[type=radio]");
  first.focus();
  show(form, false);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-vote]")) return;
  event.preventDefault();
  const button = event.submitter;
  if (button?.matches("[data-clear-vote]")) clear(form);
  else if (button?.dataset.by && button.getAttribute("aria-disabled") !== "true") give(form, Number(button.dataset.by));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-vote]");
  if (form && event.target.type === "radio") rate(form);
});
document.addEventListener("screen:drawn", draw);
draw();
