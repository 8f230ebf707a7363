/* Marks the chip that the words seem to ask for, lightly: nothing is chosen until it is tapped. The composer fetches this
   file with the first words. A category that was chosen, or a suggestion that was crossed out, stands for this text. */
import { rulebook, suggest } from "./suggest.js";

const PAUSE = 400; // so that nothing flickers while somebody types
const RULES = new URL("../rules/categories.json", import.meta.url);

let book = null;
const crossedOut = new WeakSet(); // forms
const pauses = new WeakMap();

// without network there is no suggestion, and the next pause tries again
const rules = () => (book ??= fetch(RULES).then((answer) => answer.json()).then(rulebook).catch(() => (book = null)));

const quoted = (words, { because, quote }) => because.replace("{words}", () => words.map((word) => quote.replace("{word}", () => word)).join(" "));

function mark(form, found) {
  const reason = form.querySelector("[data-because]");
  const voice = form.querySelector("[data-proposal]");
  if (!reason || !voice) return;
  reason.textContent = found ? quoted(found.because, reason.dataset) : "";
  let proposal = "";
  for (const chip of form.querySelectorAll(".chip")) {
    const isMeant = chip.control.value === found?.category;
    chip.toggleAttribute("data-suggested", isMeant);
    if (isMeant) proposal = voice.dataset.proposal.replace("{category}", chip.innerText).replace("{because}", () => reason.textContent);
  }
  const category = found?.category ?? "";
  if (voice.dataset.category === category) return; // the same verb for other words is not said again
  voice.dataset.category = category;
  voice.textContent = proposal;
}

async function think(form) {
  const known = await rules();
  const isDecided = form.elements.category?.value || crossedOut.has(form);
  mark(form, known && !isDecided ? suggest(known, form.elements.text.value) : null);
}

function decided({ target }) {
  if (target.name !== "category" || !target.form?.matches("[data-composer]")) return;
  if (target.value) crossedOut.delete(target.form);
  else crossedOut.add(target.form);
  mark(target.form, null);
}

/** To be called whenever the text is another one. */
export function look(form) {
  clearTimeout(pauses.get(form));
  if (form.elements.text.value.trim()) {
    pauses.set(form, setTimeout(think, PAUSE, form));
    return;
  }
  crossedOut.delete(form);
  mark(form, null);
}

document.addEventListener("change", decided);
// the cross is checked already: to tap it is no change, to press it not even a click
document.addEventListener("click", decided);
document.addEventListener("keydown", (event) => event.key === " " && decided(event));
