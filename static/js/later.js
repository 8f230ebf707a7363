/* What only a later stage needs comes with it: [data-needs="voting"] has js/voting.js fetched, and a style sheet that
   stands in a region is kept in the head, so that the next drawing of the region does not take it away for a moment. */

const known = new Set();

function keepSheets() {
  for (const link of document.querySelectorAll("body link[rel=stylesheet]")) {
    if (known.has(link.href)) continue;
    known.add(link.href);
    document.head.append(link.cloneNode());
  }
}

function fetchScripts() {
  for (const element of document.querySelectorAll("[data-needs]")) {
    const { needs } = element.dataset;
    if (known.has(needs)) continue;
    known.add(needs);
    import(`./${needs}.js`).catch(() => known.delete(needs)); // the forms work without it; the next drawing tries again
  }
}

function look() {
  keepSheets();
  fetchScripts();
}

document.addEventListener("screen:drawn", look);
look();
