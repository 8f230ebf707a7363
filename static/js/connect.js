/* Two contributions that belong together: what draws the lines comes when there is one, and what takes words into the hand
   when somebody first touches a knot. */
import { among } from "./live/screen.js";
import { sayOffline } from "./notice.js";
import { tell } from "./telling.js";

let loosed = ""; // id of the knot at which a line was taken away, for the button itself goes with the line

function fetchLines(roots) {
  if (among(roots, "[data-lines]").length) import("./lines.js").catch(() => {});
  if (among(roots, "[data-lines], a.line__from").length) import("./ways.js").catch(() => {});
}

document.addEventListener("submit", (event) => {
  if (event.target.id === "loose") loosed = `knot-${event.submitter?.value.split("-")[0]}`;
  if (event.target.id !== "connections" || !event.submitter) return;
  event.preventDefault();
  const { submitter } = event;
  import("./connecting.js").then(({ take }) => take(submitter.value), () => sayOffline());
});
document.addEventListener("form:done", ({ detail }) => {
  if (detail.form.id !== "loose") return;
  tell(document.querySelector("[data-loosed]")?.dataset.loosed ?? "");
  document.getElementById(loosed)?.focus({ preventScroll: true });
});
const first = document.querySelector("#connections [name=first]"); // as a page without scripts would be asked
if (first) {
  first.remove();
  import("./connecting.js").then(({ take }) => take(first.value), () => {});
}
document.addEventListener("screen:drawn", ({ detail }) => fetchLines(detail.elements));
fetchLines([document]);
