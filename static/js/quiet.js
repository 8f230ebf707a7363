/* form[data-quiet] is sent without leaving the page; what it changes is drawn by the broadcast. An error is shown in
   the notice and everything typed stays; after success [data-clear] fields are emptied and an enclosing dialog closes.
   Not left to htmx, because a lost connection must end in a sentence and a double tap in one request; only where every
   press counts ([data-each-press]) two are two. */
import { put } from "./live/screen.js";
import { uuid } from "./live/uuid.js";
import { hush, sayError, sayOffline } from "./notice.js";

const PATIENCE = 15000;
const onTheirWay = new Set();
const keys = new Map(); // what was sent in vain -> the key it was sent under: the same again is no second thought

/** Posts and shows what went wrong; true when the server has done it. */
export async function post(action, fields, near) {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const answer = await fetch(action, { method: "POST", body: fields, headers: { "HX-Request": "true" }, signal: abort.signal });
    if (!answer.ok) {
      sayError(await answer.text(), near);
      return false;
    }
    hush(near);
    if (answer.headers.has("X-Put")) put(await answer.text());
    if (answer.redirected) location.assign(answer.url);
    return true;
  } catch {
    sayOffline(near);
    return false;
  } finally {
    clearTimeout(patience);
  }
}

function fieldsOf(form, button) {
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  return form.enctype === "multipart/form-data" ? fields : new URLSearchParams(fields);
}

// what is stored now is no longer "just typed": the next drawing may replace it
function accept(control) {
  if (control.matches("[data-clear]")) control.value = "";
  if (control.localName === "select") for (const option of control.options) option.defaultSelected = option.selected;
  else if (/checkbox|radio/.test(control.type)) control.defaultChecked = control.checked;
  else if ("defaultValue" in control) control.defaultValue = control.value;
}

// the broadcast was faster than the answer: the fields drawn anew still carry what was typed before
function reset(control) {
  if (control.localName === "select") for (const option of control.options) option.selected = option.defaultSelected;
  else if (/checkbox|radio/.test(control.type)) control.checked = control.defaultChecked;
  else if ("defaultValue" in control) control.value = control.defaultValue;
}

function tidy(form) {
  for (const control of form.elements) {
    const fresh = control.isConnected ? null : control.id && document.getElementById(control.id);
    if (control.isConnected) accept(control);
    else if (fresh) reset(fresh);
  }
  form.closest("dialog[open]")?.close();
  const popover = form.closest("[popover]");
  if (popover?.hidePopover) popover.hidePopover();
  document.dispatchEvent(new CustomEvent("form:done", { detail: { form } }));
}

async function send(form, button) {
  const action = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const fields = fieldsOf(form, button);
  const name = `${action} ${button?.name ?? ""} ${button?.value ?? ""}`;
  if (onTheirWay.has(name) && !form.hasAttribute("data-each-press")) return;
  const what = `${name} ${[...fields]}`;
  if (fields.get("key") === "") {
    keys.set(what, keys.get(what) ?? uuid());
    fields.set("key", keys.get(what));
  }
  onTheirWay.add(name);
  button?.setAttribute("aria-busy", "true");
  const isDone = await post(action, fields, button ?? form);
  onTheirWay.delete(name);
  button?.removeAttribute("aria-busy");
  if (!isDone) return;
  keys.delete(what);
  tidy(form);
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("form[data-quiet]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});
