/* Buttons that open the leaf: [data-draw] for a drawing of its own, [data-draw-beside="5"] beside these words,
   [data-draw-on="7"] to go on with a drawing. The rest is fetched with the first tap, when strokes of an earlier page are
   still waiting here, or when somebody else begins to draw. */
import { kept } from "./doodle-store.js";
import { drawers } from "./later.js";
import { sayOffline } from "./notice.js";

const { cafe } = document.body.dataset;

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-draw], [data-draw-beside], [data-draw-on]");
  if (!button) return;
  const { drawOn, drawBeside = "" } = button.dataset;
  try {
    await drawers();
    const { goOn, open } = await import("./doodling.js");
    if (drawOn) await goOn(drawOn);
    else open(drawBeside);
  } catch {
    sayOffline(button);
  }
});

document.addEventListener("line:glimpse", ({ detail }) => {
  import("./doodle-glimpses.js").then(({ show }) => show(detail)).catch(() => {}); // its stroke comes in any case
});

if (cafe && document.body.dataset.me && kept(cafe).entries.length) import("./doodle-queue.js").catch(() => {}); // the next page tries again
