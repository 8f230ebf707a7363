/* What only a later stage needs comes with it: [data-needs="voting"] has js/voting.js fetched, and a style sheet that
   stands in a region is kept in the head, so that the next drawing of the region does not take it away for a moment.
   What is also [data-at-leisure] lets everything else go first, unless somebody opens the sheet that it stands in. */

const LEISURE = 10000;

const known = new Set();
let isAtLeisure = false;

function keepSheets() {
  for (const link of document.querySelectorAll("[data-region] link[rel=stylesheet]")) {
    if (known.has(link.href)) continue;
    known.add(link.href);
    document.head.append(link.cloneNode());
  }
}

function fetchScripts(within = document, isWanted = isAtLeisure) {
  for (const element of within.querySelectorAll("[data-needs]")) {
    const { needs } = element.dataset;
    if (known.has(needs) || (!isWanted && element.hasAttribute("data-at-leisure"))) continue;
    known.add(needs);
    import(`./${needs}.js`).catch(() => known.delete(needs)); // the forms work without it; the next drawing tries again
  }
}

function look() {
  keepSheets();
  fetchScripts();
}

document.addEventListener("screen:drawn", look);
document.addEventListener("click", ({ target }) => {
  const sheet = document.getElementById(target.closest("[popovertarget]")?.getAttribute("popovertarget"));
  if (sheet) fetchScripts(sheet, true);
});
setTimeout(() => {
  isAtLeisure = true;
  look();
}, LEISURE);
look();
