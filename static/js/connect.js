/* Two contributions that belong together: what draws the lines comes when there is one, and what takes words into the hand
   when somebody first touches a knot. */
import { among } from "./live/screen.js";
import { sayOffline } from "./notice.js";

const lines = (roots) => among(roots, "[data-lines]").length && import("./lines.js").catch(() => {});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "connections" || !event.submitter) return;
  event.preventDefault();
  const { submitter } = event;
  import("./connecting.js").then(({ take }) => take(submitter.value), () => sayOffline());
});
document.addEventListener("screen:drawn", ({ detail }) => lines(detail.elements));
lines([document]);
