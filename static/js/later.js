/* What only a later stage needs comes with it: [data-needs="voting"] has js/voting.js fetched, and a style sheet that
   stands in a region is kept in the head, so that the next drawing of the region does not take it away for a moment.
   What is [data-if-secure] is of no use without TLS and left out there.
   What is also [data-at-leisure] lets everything else go first, unless somebody opens the sheet that it stands in. */

import { among, drawn } from "./live/screen.js";
import { sayOffline } from "./notice.js";

const LEISURE = 10000;

const known = new Set();
let isAtLeisure = false;
let coming = null;
let isToTry = false; // something did not come

function keepSheets(roots) {
  for (const link of among(roots, "[data-region] link[rel=stylesheet]")) {
    if (known.has(link.href)) continue;
    known.add(link.href);
    document.head.append(link.cloneNode());
  }
}

function fetchScripts(roots, isWanted = isAtLeisure) {
  for (const element of among(roots, "[data-needs]")) {
    const { needs } = element.dataset;
    if (element.hasAttribute("data-if-secure") && !isSecureContext) continue;
    if (known.has(needs) || (!isWanted && element.hasAttribute("data-at-leisure"))) continue;
    known.add(needs);
    import(`./${needs}.js`).catch(() => { // the forms work without it; the next drawing tries again
      known.delete(needs);
      isToTry = true;
    });
  }
}

/** Fetches what the page has left out, [data-drawers], once; rejects where it cannot be had just now. */
export function drawers() {
  const place = document.querySelector("[data-drawers]");
  coming ??= place && fetch(place.dataset.drawers).then(async (answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    if (!place.childElementCount) place.innerHTML = await answer.text(); // a picture of the page may have brought it
    drawn([place]);
  }).catch((error) => {
    coming = null;
    throw error;
  });
  return coming;
}

async function openSheet(id) {
  await drawers();
  document.getElementById(id)?.showPopover?.();
}

function look(roots = [document]) {
  keepSheets(roots);
  fetchScripts(isToTry ? [document] : roots);
}

document.addEventListener("screen:drawn", ({ detail }) => look(detail.elements));
document.addEventListener("click", ({ target }) => {
  const id = target.closest("[popovertarget]")?.getAttribute("popovertarget");
  const sheet = id && document.getElementById(id);
  if (sheet) fetchScripts([sheet], true);
  else if (id) openSheet(id).catch(() => sayOffline());
});
setTimeout(() => {
  isAtLeisure = true;
  look();
  drawers()?.catch(() => {}); // the first tap tries again
}, LEISURE);
look();
