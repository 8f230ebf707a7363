/* Tables at which nobody has written for a while, told to the host alone and without any traffic: each [data-lull] knows
   when something came last, [data-listens] since when anybody had reason to write. Not spoken: it is found by reading. */
import { serverNow } from "./live/time.js";

const QUIET_FOR = 5; // minutes
const LOOKS_EVERY = 10000;

function show() {
  const from = Number(document.querySelector("[data-listens]")?.dataset.listens) || 0;
  for (const sign of document.querySelectorAll("[data-lull]")) {
    const minutes = from ? Math.floor((serverNow() - Math.max(from, Number(sign.dataset.last))) / 60000) : 0;
    const text = minutes >= QUIET_FOR ? sign.dataset.words.replace("{n}", minutes) : "";
    if (sign.textContent !== text) sign.textContent = text;
    sign.hidden = !text;
    sign.closest(".seats")?.classList.toggle("is-quiet", Boolean(text));
  }
}

document.addEventListener("screen:drawn", show);
document.addEventListener("visibilitychange", () => document.hidden || show());
setInterval(show, LOOKS_EVERY);
show();
