/* Names every text on the page that is not to be read whole: it leaves its own box or the window, or something it stands in
   cuts it off. What scrolls by itself is left out, and so is what is only for screen readers. */
(room) => {
  const SLACK = 2;
  const AIR = 0.35; // of a line's height: what a face keeps above and below its letters may be cut
  const found = new Set();
  const isForReaders = (element) => {
    for (let up = element; up; up = up.parentElement) if (getComputedStyle(up).clipPath === "inset(50%)") return true;
    return false;
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true })
    && !element.closest(".for-readers, .skip:not(:focus), [inert], option")
    && !isForReaders(element);
  const told = (element, what) => {
    const name = `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`;
    found.add(`${what}: ${name} „${element.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}“`);
  };
  const isBox = (element, style) => element.tagName === "svg" || !/^(inline|contents|none)$/.test(style.display);

  function follow(element, rect) {
    let isOwn = true;
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (!isBox(up, style)) continue;
      const box = up.getBoundingClientRect();
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      const wide = rect.left < box.left - SLACK || rect.right > box.right + SLACK;
      const air = rect.height * AIR;
      const high = rect.top < box.top - air || rect.bottom > box.bottom + air;
      if (wide && !scrolls && (isOwn || style.overflowX !== "visible")) return "spills";
      if (high && !scrolls && style.overflowY !== "visible") return "is cut";
      if (scrolls) return "";
      if (style.position === "fixed") break;
      isOwn = false;
    }
    return rect.left < -SLACK || rect.right > room + SLACK ? "leaves the window" : "";
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !shown(element)) continue;
    range.selectNodeContents(texts.currentNode);
    for (const rect of range.getClientRects()) {
      const what = rect.width > 0 && follow(element, rect);
      if (what) told(element, what);
    }
  }
  if (document.documentElement.scrollWidth > room) found.add(`the page is ${document.documentElement.scrollWidth} wide`);
  return [...found];
}
