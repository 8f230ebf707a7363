/* Copies text: [data-copy="#id"] copies that element's text and shows the button's [data-copied] child for a while.
   The clipboard exists only over TLS, so on a plain network the old command does it. */

const SHOWN_FOR = 3000;

function byCommand(text, near) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  near.after(field); // beside the button: outside of an open dialog nothing can be selected
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  near.focus();
  return isDone;
}

/** Copies `text`; `button` is where the person pressed. */
export async function copy(text, button) {
  let isDone = false;
  try {
    await navigator.clipboard.writeText(text);
    isDone = true;
  } catch {
    isDone = byCommand(text, button);
  }
  const sign = button.querySelector("[data-copied]");
  if (!sign || !isDone) return;
  sign.hidden = false;
  setTimeout(() => { sign.hidden = true; }, SHOWN_FOR);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  const source = button && document.querySelector(button.dataset.copy);
  if (source) copy((source.value ?? source.textContent).trim(), button);
});
