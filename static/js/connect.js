/* Two contributions that belong together: what draws the lines comes when there is one, and what takes words into the hand
   when somebody first touches a knot. */
import { among } from "./live/screen.js";
import { sayOffline } from "./notice.js";

function fetchLines(roots) {
  if (among(roots, "[data-lines]").length) import("./lines.js").catch(() => {});
  if (among(roots, "[data-lines], a.line__from").length) import("./ways.js").catch(() => {});
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "connections" || !event.submitter) return;
  event.preventDefault();
  const { submitter } = event;
  import("./connecting.js").then(({ take }) => take(submitter.value), () => sayOffline());
});
const first = document.querySelector("#connections [name=first]"); // as a page without scripts would be asked
if (first) {
  first.remove();
  import("./connecting.js").then(({ take }) => take(first.value), () => {});
}
document.addEventListener("screen:drawn", ({ detail }) => fetchLines(detail.elements));
fetchLines([document]);
