/* Questions before great steps: a button in [data-confirm="id"] first opens that <dialog>; its button with the value
   "yes" lets the step happen. [data-open="id"] simply opens a dialog. */

let granted = null; // the button whose question has just been answered

function question(button) {
  const dialog = document.getElementById(button.closest("[data-confirm]").dataset.confirm);
  if (!dialog?.showModal) return null;
  const slot = dialog.querySelector("[data-slot=what]");
  if (slot) slot.textContent = button.dataset.what ?? button.textContent.trim();
  dialog.returnValue = "";
  return dialog;
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.closest("[data-confirm]") || event.target.method === "dialog") return;
  if (granted === button) {
    granted = null;
    return;
  }
  const dialog = question(button);
  if (!dialog) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const form = event.target;
  dialog.addEventListener("close", () => {
    const again = button.isConnected ? button : document.getElementById(button.id); // it may have been drawn anew meanwhile
    if (dialog.returnValue !== "yes" || !again?.form) return;
    granted = again;
    (form.isConnected ? form : again.form).requestSubmit(again);
    granted = null;
  }, { once: true });
  dialog.showModal();
}, { capture: true });

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-open]");
  if (button) document.getElementById(button.dataset.open)?.showModal?.();
});
