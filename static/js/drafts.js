/* What is just being typed survives a reload, a crash and the back button. Each tab keeps its own words; a tab that has
   none yet finds what was last typed on this device. The composer asks for its draft by name; other fields say
   data-draft and are found by their id. */

import { among } from "./live/screen.js";

const cafe = document.body.dataset.cafe;
const nameOf = (name) => `draft:${cafe}${name ? `:${name}` : ""}`;

// either may be denied: then only a reload of the page would lose the words
function storage(kind, act) {
  try {
    return act(window[kind]);
  } catch {
    return null;
  }
}

/** Keeps a text; an empty one is forgotten, on the device only if no other tab has typed since. */
export function keepDraft(name, text) {
  const key = nameOf(name);
  const own = storage("sessionStorage", (box) => box.getItem(key));
  storage("sessionStorage", (box) => (text ? box.setItem(key, text) : box.removeItem(key)));
  storage("localStorage", (box) => {
    if (text) box.setItem(key, text);
    else if (own === null || box.getItem(key) === own) box.removeItem(key);
  });
}

export function draftOf(name) {
  const key = nameOf(name);
  const own = storage("sessionStorage", (box) => box.getItem(key));
  const found = own ?? storage("localStorage", (box) => box.getItem(key)) ?? "";
  if (own === null && found) storage("sessionStorage", (box) => box.setItem(key, found));
  return found;
}

/** `then()` is called when another tab has sent the text that stood in its field as `was()`. */
export function onSentElsewhere(name, was, then) {
  addEventListener("storage", (event) => {
    if (event.key === nameOf(name) && event.newValue === null && event.oldValue === was()) then();
  });
}

function restore(roots) {
  for (const field of among(roots, "[data-draft][id]")) {
    const text = field.value === field.defaultValue ? draftOf(field.id) : "";
    if (text && text !== field.value) field.value = text;
  }
}

if (cafe) {
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-draft][id]")) keepDraft(target.id, target.value);
  });
  document.addEventListener("form:done", ({ detail }) => {
    for (const field of detail.form.elements) if (field.matches("[data-draft][id]")) keepDraft(field.id, "");
  });
  document.addEventListener("screen:drawn", ({ detail }) => restore(detail.elements));
  restore([document]);
}
