/* What was done last and can be taken back (#undo) is also said; Ctrl+Z presses its button (undoing.js). After a minute
   only the button is left, where it was, so that the words cover nothing for long; who comes near it reads them again. */
import { speak } from "./notice.js";
import "./undoing.js";

const WORDS_FOR = 60000;

let clearing = 0;

/** As soon as nobody is at it: what somebody reads or aims at stays as it is. */
function shrink() {
  const line = document.getElementById("undo");
  if (line?.matches(":hover, :focus-within")) clearing = setTimeout(shrink, WORDS_FOR / 10);
  else line?.setAttribute("data-small", "");
}

function begin() {
  clearTimeout(clearing);
  clearing = setTimeout(shrink, WORDS_FOR);
}

document.addEventListener("screen:drawn", ({ detail }) => {
  for (const element of detail.elements) {
    if (element.id !== "undo") continue;
    speak(element.dataset.said);
    begin();
  }
});
document.addEventListener("form:done", ({ detail }) => {
  if (detail.form.id === "undo") speak(detail.form.querySelector("[data-said]")?.dataset.said);
});
begin();
