/* Writing a thought: form[data-composer] puts it into the outbox and is free again at once. Nothing typed is lost: a
   draft is kept for each café until the outbox has the text. */
import { draftOf, keepDraft, onSentElsewhere } from "./drafts.js";
import { add } from "./live/outbox.js";

const AGAIN_AFTER = 400; // a second tap within this time is the same tap, and no blank thought
const WORTH_THINKING = 8; // letters; what thinks along is not fetched for fewer

const composer = () => document.querySelector("form[data-composer]");
let sentAt = -AGAIN_AFTER;
let isTouched = false;
let suggesting = null;

function look(form) {
  if (form.elements.text.value.length >= WORTH_THINKING) suggesting ??= import("./suggesting.js");
  suggesting?.then((thinking) => thinking.look(form), () => (suggesting = null)); // without network there is no suggestion
}

function count(form) {
  const sign = form.querySelector("[data-count]");
  if (!sign) return;
  const { value, maxLength } = form.elements.text;
  sign.hidden = value.length < Number(sign.dataset.count || 400);
  sign.textContent = sign.hidden ? "" : `${value.length}/${maxLength}`;
}

function typed(form) {
  form.elements.text.setCustomValidity("");
  isTouched = true;
  keepDraft("", form.elements.text.value);
  count(form);
  look(form);
}

function clear(form) {
  form.elements.text.value = "";
  for (const control of [...form.elements].filter((element) => element.matches("[data-clear]"))) {
    if (control.localName === "select") control.selectedIndex = Math.max(0, [...control.options].findIndex((option) => option.defaultSelected));
    else if ("defaultChecked" in control && /checkbox|radio/.test(control.type)) control.checked = control.defaultChecked;
    else control.value = control.defaultValue;
  }
  count(form);
  look(form);
}

async function submit(event) {
  const form = event.target;
  if (!form.matches("form[data-composer]")) return;
  event.preventDefault();
  const field = form.elements.text;
  if (!field.value.trim()) {
    if (performance.now() - sentAt < AGAIN_AFTER) return;
    field.setCustomValidity(form.dataset.blank ?? "");
    form.reportValidity();
    return;
  }
  sentAt = performance.now();
  const fields = Object.fromEntries(new FormData(form)); // also what is associated by form="composer"
  if (event.submitter?.name) fields[event.submitter.name] = event.submitter.value;
  delete fields.key;
  clear(form);
  field.focus();
  await add(fields, form.action);
  keepDraft("", field.value); // whatever has been typed since
}

function mend(event) {
  const form = composer();
  if (!form?.getClientRects().length) return; // between rounds nothing can be written
  event.preventDefault();
  const field = form.elements.text;
  const { text, ...rest } = event.detail;
  field.value = [text, field.value].filter(Boolean).join("\n");
  for (const name of ["pen", "kind", "category"]) {
    if (name in rest && form.elements[name]) form.elements[name].value = rest[name];
  }
  typed(form);
  field.focus();
}

document.addEventListener("submit", submit);
document.addEventListener("composer:mend", mend);
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (event.target.name === "text" && form?.matches("[data-composer]")) typed(form);
});
document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form?.matches("[data-composer]")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[type=submit]"));
});

/* Whoever has just sat down and may write finds the cursor in the field: the page before was the door, one word after the /. */
function isFromTheDoor() {
  const [origin, path] = [document.referrer.slice(0, location.origin.length), document.referrer.slice(location.origin.length)];
  const isFirstLook = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  return isFirstLook && origin === location.origin && /^\/[^/]+$/.test(path);
}

const form = composer();
if (form) {
  if (isFromTheDoor() && form.getClientRects().length) form.elements.text.focus({ preventScroll: true });
  form.noValidate = true; // the sentence for a blank text is ours
  form.elements.text.value ||= draftOf("");
  count(form);
  look(form);
  onSentElsewhere("", () => (isTouched ? null : form.elements.text.value), () => {
    clear(form);
    keepDraft("", "");
  });
}
