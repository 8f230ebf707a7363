/* The page where the report is written: its one form is sent without leaving the page, and what was not saved yet
   survives a reload and a lost connection. It is kept with the state in which its piece was drawn, so that the server
   can tell when somebody else has written there meanwhile. */
import { hush, sayError, sayOffline } from "./notice.js";

const PATIENCE = 20000;
const TOLD = [409, 422]; // the page itself says what was not taken
const key = `afterword:${document.body.dataset.cafe}`;
const ours = new Set(); // pieces that were typed in here; the others may be another tab's

const form = () => document.getElementById("afterword");
const pieces = () => [...form().querySelectorAll("[data-piece]")];
const seenOf = (piece) => piece.querySelector('[name^="seen_"]');
const fieldsOf = (piece) => [...piece.querySelectorAll("input[name], textarea")].filter((field) => field.type !== "hidden");
const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
const isChanged = (field) => (field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
const isTouched = (piece) => piece.hasAttribute("data-typed") || fieldsOf(piece).some(isChanged);

function put(field, value) {
  if (field.type === "checkbox") field.checked = value === true;
  else field.value = value;
}

// storage may be denied: then only a reload would lose the words
function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

const kept = () => stored((box) => JSON.parse(box.getItem(key))) ?? {};

function keep() {
  const all = kept();
  const touched = pieces().filter(isTouched);
  for (const name of ours) delete all[name];
  for (const piece of touched) {
    const fields = Object.fromEntries(fieldsOf(piece).map((field) => [field.name, valueOf(field)]));
    all[piece.dataset.piece] = { seen: seenOf(piece).value, fields };
    ours.add(piece.dataset.piece);
  }
  stored((box) => (Object.keys(all).length ? box.setItem(key, JSON.stringify(all)) : box.removeItem(key)));
  form().querySelector("[data-unsaved]").hidden = !touched.length;
  if (touched.length) document.getElementById("afterword-state").textContent = "";
}

function restore() {
  for (const [name, { seen, fields }] of Object.entries(kept())) {
    const piece = pieces().find((each) => each.dataset.piece === name);
    if (!piece || piece.hasAttribute("data-typed")) continue;
    for (const field of fieldsOf(piece)) if (field.name in fields) put(field, fields[field.name]);
    if (isTouched(piece)) seenOf(piece).value = seen;
    ours.add(name);
  }
  keep();
}

/** The answer's form in place of ours; what was typed while it was on its way stays, and so does the place we were at. */
function draw(page, sent) {
  const fresh = document.adoptNode(page.getElementById("afterword"));
  for (const field of pieces().flatMap(fieldsOf)) {
    const same = fresh.elements.namedItem(field.name);
    if (same && sent.has(field.name) && sent.get(field.name) !== valueOf(field)) put(same, valueOf(field));
  }
  const state = document.getElementById("afterword-state");
  const said = fresh.querySelector("#afterword-state");
  const at = document.activeElement?.id;
  said.replaceWith(state); // the same element says it, so that it is read aloud
  form().replaceWith(fresh);
  state.textContent = said.textContent;
  document.title = page.title;
  const trouble = fresh.querySelector("#error-summary, #afterword-quarrel");
  (trouble ?? document.getElementById(at) ?? document.getElementById("afterword-save")).focus();
  keep();
}

async function send(button) {
  const ourForm = form();
  if (ourForm.getAttribute("aria-busy")) return;
  const sent = new Map(pieces().flatMap(fieldsOf).map((field) => [field.name, valueOf(field)]));
  const body = new URLSearchParams(new FormData(ourForm));
  if (button?.name) body.append(button.name, button.value);
  ourForm.setAttribute("aria-busy", "true");
  try {
    const headers = { "HX-Request": "true" };
    const answer = await fetch(ourForm.action, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) });
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    if ((answer.ok || TOLD.includes(answer.status)) && page.getElementById("afterword")) {
      hush();
      draw(page, sent);
      if (button?.name === "take") document.getElementById(button.value)?.querySelector("textarea")?.focus();
    } else sayError(text);
  } catch {
    sayOffline();
  } finally {
    ourForm.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "afterword") return;
  event.preventDefault();
  send(event.submitter);
});
document.addEventListener("input", ({ target }) => {
  if (target.closest("#afterword")) keep();
});
restore();
