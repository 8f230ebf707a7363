/* What was done last and can be taken back (#undo) is also said; Ctrl+Z presses its button (undoing.js). */
import "./undoing.js";

function say(text) {
  const place = document.querySelector("[data-spoken]");
  if (place && text) place.textContent = text;
}

document.addEventListener("screen:drawn", ({ detail }) => {
  for (const element of detail.elements) if (element.id === "undo") say(element.dataset.said);
});
document.addEventListener("form:done", ({ detail }) => {
  if (detail.form.id === "undo") say(detail.form.querySelector("[data-said]")?.dataset.said);
});
