/* Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) on the board, where no field has the focus that would undo its own typing. What was
   taken back is said. */
import { tell } from "./telling.js";

const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.(TYPED)) return;
  const key = event.key.toLowerCase();
  const which = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : "";
  const button = which && document.querySelector(`[data-history=${which}]:not([disabled])`);
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
document.addEventListener("form:done", ({ detail }) => {
  const button = detail.form.querySelector("[data-history]");
  if (button) tell(button.dataset.said.replace(/\s+/g, " ").trim());
});
