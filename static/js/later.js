/* What only a later stage needs comes with it: [data-needs="voting"] has js/voting.js fetched, and a style sheet that
   stands in a region is kept in the head, so that the next drawing of the region does not take it away for a moment.
   What is [data-if-secure] is of no use without TLS and left out there.
   What is also [data-at-leisure] lets everything else go first, unless somebody opens the sheet that it stands in. */

import { among } from "./live/screen.js";

const LEISURE = 10000;

const known = new Set();
let isAtLeisure = false;
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

function look(roots = [document]) {
  keepSheets(roots);
  fetchScripts(isToTry ? [document] : roots);
}

document.addEventListener("screen:drawn", ({ detail }) => look(detail.elements));
document.addEventListener("click", ({ target }) => {
  const sheet = document.getElementById(target.closest("[popovertarget]")?.getAttribute("popovertarget"));
  if (sheet) fetchScripts([sheet], true);
});
setTimeout(() => {
  isAtLeisure = true;
  look();
}, LEISURE);
look();
