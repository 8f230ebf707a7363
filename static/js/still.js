/* What somebody reads or types stays where it is on the glass while the page is drawn anew above it. The browser's own
   way of holding on (which not every one has) rests meanwhile, so that nothing is made up for twice. What lies on the glass
   is found by halving, not by asking what lies at a point: that would go through the whole of a long cloth. */

let seen = []; // { id, top } of what lies on the glass, the surest first
let rest = 0;

const topOf = (element) => element.getBoundingClientRect().top;

/** The first of elements that lie below each other which begins under this height. */
function firstBelow(elements, height) {
  let [from, to] = [0, elements.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (topOf(elements[middle]) < height) from = middle + 1;
    else to = middle;
  }
  return elements[from];
}

const parents = () => [...document.body.children].filter((element) => element.matches(".phone__main, .phone__after"));
const blocks = () => [...parents(), document.getElementById("cloth")].flatMap((parent) => [...(parent?.children ?? [])]);

function onGlass(height) {
  const found = [];
  for (const block of blocks()) {
    const { top, bottom } = block.getBoundingClientRect();
    if (bottom <= height || top >= innerHeight || top === bottom) continue;
    const list = block.matches("details[open]") ? block.querySelector("ul") : block;
    if (list?.matches(".contributions")) found.push(firstBelow(list.children, height));
    else if (block.id !== "cloth") found.push(block);
  }
  return found;
}

function look() {
  const { activeElement } = document;
  const height = Math.max(0, document.getElementById("place")?.getBoundingClientRect().bottom ?? 0);
  const typing = activeElement?.closest(".phone__main, .phone__after") ? [activeElement] : [];
  seen = [...typing, ...onGlass(height)]
    .filter((element) => element?.id)
    .map((element) => ({ id: element.id, top: topOf(element) }))
    .filter(({ top }) => top >= height && top < innerHeight);
  document.documentElement.style.overflowAnchor = "none";
  cancelAnimationFrame(rest);
}

function hold() {
  const still = seen.map(({ id, top }) => ({ element: document.getElementById(id), top })).find(({ element }) => element);
  const by = still ? topOf(still.element) - still.top : 0;
  if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
  seen = [];
  rest = requestAnimationFrame(() => {
    rest = requestAnimationFrame(() => { document.documentElement.style.overflowAnchor = ""; });
  });
}

if (document.body.dataset.screen === "table") {
  document.addEventListener("screen:drawing", look);
  document.addEventListener("screen:drawn", hold);
}
