/* What somebody has under their fingers survives a swap: typed text, chosen options, caret and focus, scrolled lists,
   open details, menus and dialogs. Everything is found again by id, so only elements with an id can be kept. */

const toggled = new Set(); // ids of details which the person opened or closed; the others follow the server
const TYPING = "input:not([type=hidden], [type=file]), textarea, select";

const matches = (element, selector) => {
  try {
    return element.matches(selector);
  } catch {
    return false; // an older browser does not know :popover-open or :modal
  }
};

function isTouched(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.localName !== "select") return control.value !== control.defaultValue;
  const before = [...control.options].findIndex((option) => option.defaultSelected);
  return control.selectedIndex !== Math.max(0, before);
}

function restore(control, was) {
  if (control.type === "checkbox" || control.type === "radio") control.checked = was.checked;
  else if (control.localName !== "select") control.value = was.value;
  else if ([...control.options].some((option) => option.value === was.value)) control.value = was.value;
}

function focused(root) {
  const element = document.activeElement;
  if (!element?.id || !root.contains(element)) return null;
  let caret = null;
  try {
    if (element.selectionStart !== null) caret = [element.selectionStart, element.selectionEnd];
  } catch {
    caret = null; // fields such as email have no caret to read
  }
  return { id: element.id, caret };
}

function refocus(was) {
  const element = was && document.getElementById(was.id);
  if (!element || element === document.activeElement) return;
  element.focus({ preventScroll: true });
  if (was.caret && element.setSelectionRange) element.setSelectionRange(...was.caret);
}

function reopen(was) {
  const element = document.getElementById(was.id);
  if (!element) return;
  if (was.localName === "details") element.open = toggled.has(was.id) ? was.open : element.open;
  else if (was.modal && !element.open) element.showModal?.();
  else if (was.popover && !matches(element, ":popover-open")) element.showPopover?.();
}

/** Replaces `old` by `fresh` (both elements) and carries the person's own state over. */
export function replaceKeeping(old, fresh) {
  const own = (selector) => [...(old.matches(selector) ? [old] : []), ...old.querySelectorAll(selector)].filter((el) => el.id);
  const typed = own(TYPING).filter(isTouched).map(({ id, value, checked }) => ({ id, value, checked }));
  const scrolled = own("[id]").filter((el) => el.scrollTop || el.scrollLeft).map(({ id, scrollTop, scrollLeft }) => ({ id, scrollTop, scrollLeft }));
  const opened = own("details, dialog, [popover]").map((el) => ({
    id: el.id, localName: el.localName, open: el.open, modal: matches(el, ":modal"), popover: matches(el, ":popover-open"),
  }));
  const focus = focused(old);

  old.replaceWith(fresh);

  for (const was of typed) {
    const control = document.getElementById(was.id);
    if (control && matches(control, TYPING)) restore(control, was);
  }
  opened.forEach(reopen);
  refocus(focus);
  for (const { id, scrollTop, scrollLeft } of scrolled) document.getElementById(id)?.scrollTo(scrollLeft, scrollTop);
}

document.addEventListener("click", (event) => {
  const id = event.target.closest?.("summary")?.parentElement.id;
  if (id) toggled.add(id);
});
