/* What somebody reads or types stays where it is on the glass while the page is drawn anew above it. The browser's own
   way of holding on (which not every one has) rests meanwhile, so that nothing is made up for twice. */

const STICKS = ".place, .composer, .above, .phone__sign, dialog, [popover]";
const STEP = 40; // pixels between two looks down the middle of the page
const ENOUGH = 4;

let seen = []; // { id, top } of what lies on the glass, the surest first
let rest = 0;

function lying(element) {
  const owner = element?.closest("[id]");
  if (!owner || owner.closest(STICKS) || !owner.closest(".phone__main, .phone__after")) return null;
  const { top } = owner.getBoundingClientRect();
  return top >= 0 ? { id: owner.id, top } : null;
}

function look() {
  const { activeElement } = document;
  const { bottom = 0 } = document.getElementById("place")?.getBoundingClientRect() ?? {};
  const found = activeElement === document.body ? [] : [lying(activeElement)].filter((each) => each && each.top < innerHeight);
  for (let y = Math.max(0, bottom) + 4; y < innerHeight && found.length < ENOUGH; y += STEP) {
    const each = lying(document.elementFromPoint(innerWidth / 2, y));
    if (each && !found.some(({ id }) => id === each.id)) found.push(each);
  }
  seen = found;
  document.documentElement.style.overflowAnchor = "none";
  cancelAnimationFrame(rest);
}

function hold() {
  const still = seen.find(({ id }) => document.getElementById(id)?.getClientRects().length);
  const by = still ? document.getElementById(still.id).getBoundingClientRect().top - still.top : 0;
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
