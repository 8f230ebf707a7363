/* The cloth grows at its end. Who reads there sees the newest come in; for anybody further up nothing moves, and a pill
   above the composer says how many lie below. Only the end of the list is looked at, however long it is. */
import { tell } from "./telling.js";

const NEAR = 120; // pixels below the glass at which the end still counts as seen
const SEEN = 24; // pixels of something on the glass, and it was seen
const RESTING = 800; // milliseconds after the last touch until something may move by itself
const CALM = 20000; // milliseconds between two announcements
const TALL = ".contribution[id], .doodle[id]";

const list = () => document.getElementById("contributions");
const pill = () => document.getElementById("newer");
const isLess = matchMedia("(prefers-reduced-motion: reduce)");

let place = ""; // table, round and stage: whose end this is
let known = new Set(); // ids of what has been on this cloth
let below = []; // ids of what came and was not seen yet, oldest first
let wasAtEnd = false;
let followedAt = -RESTING;
let touchedAt = -RESTING;
let isTouching = false;
let areWaysThere = null;
let untold = 0;
let calm = 0;

const where = () => `${document.body.dataset.table} ${document.body.dataset.stage}`;

/** The strip of the glass in which the cloth can be read: from under the place to the composer. */
function strip() {
  const sticking = (id) => document.getElementById(id)?.getBoundingClientRect();
  const [head, foot] = [sticking("place"), sticking("composer")];
  const top = head && head.top <= 0 ? Math.max(0, head.bottom) : 0;
  return { top, bottom: foot?.height && foot.top > top ? Math.min(innerHeight, foot.top) : innerHeight };
}

function isAtEnd() {
  const last = list()?.lastElementChild?.getBoundingClientRect();
  if (!last) return true;
  const { top, bottom } = strip();
  return last.bottom <= bottom + NEAR && last.bottom > top;
}

const mayMove = () => !isTouching && performance.now() - touchedAt > RESTING && getSelection().isCollapsed && !document.documentElement.dataset.inHand;

function fresh() {
  const found = [];
  for (let el = list()?.lastElementChild; el && !known.has(el.id); el = el.previousElementSibling) if (el.matches(TALL)) found.unshift(el);
  for (const { id } of found) known.add(id);
  return found;
}

function show(elements) {
  const { top, bottom } = strip();
  const by = Math.min(elements.at(-1).getBoundingClientRect().bottom - bottom + 16, elements[0].getBoundingClientRect().top - top - 16);
  if (by <= 0) return;
  followedAt = performance.now();
  scrollBy({ top: by, behavior: isLess.matches ? "instant" : "smooth" });
}

const fetchWays = () => {
  areWaysThere ??= Promise.all([import("./ways.js"), import("./piles.js")]).catch(() => { areWaysThere = null; });
};

const words = (n) => (n === 1 ? pill().dataset.one : pill().dataset.many).replace("{n}", n);

/** Says aloud how many have come, for those who do not see them; then there is quiet for a while. */
function announce() {
  if (!untold || calm) return;
  tell(words(untold));
  untold = 0;
  calm = setTimeout(() => {
    calm = 0;
    announce();
  }, CALM);
}

function drawPill() {
  const { bottom } = strip();
  below = below.filter((id) => document.getElementById(id)); // some were taken back
  const isSeen = (id) => document.getElementById(id).getBoundingClientRect().top <= bottom - SEEN;
  while (below.length && isSeen(below[0])) below.shift();
  pill().hidden = !below.length;
  if (!below.length) return;
  fetchWays();
  pill().textContent = words(below.length);
  [pill().dataset.first] = below;
}

function begin() {
  place = where();
  known = new Set([...document.querySelectorAll(TALL)].map(({ id }) => id));
  below = [];
  drawPill();
}

/** What helps on a long cloth, and the hint that only beginners need, as the page has drawn them at first. */
function furnish() {
  const many = Number(document.getElementById("cloth")?.dataset.many);
  const [ways, hint] = [document.getElementById("cloth-ways"), document.getElementById("cloth-hint")];
  if (ways) ways.dataset.state = known.size >= many ? "many" : "few";
  if (known.size >= many) fetchWays();
  if (hint) hint.dataset.state = known.size > 1 && known.size < many ? "shown" : "hidden";
}

function grow() {
  if (where() !== place) begin();
  const came = fresh();
  furnish();
  if (!came.length) return below.length && drawPill();
  const mine = came.filter((element) => element.dataset.author === document.body.dataset.me);
  untold += came.length - mine.length;
  announce();
  const follows = wasAtEnd || performance.now() - followedAt < RESTING;
  if (mine.length) show(mine);
  else if (follows && mayMove()) show(came);
  else below.push(...came.map(({ id }) => id));
  return drawPill();
}

function touched({ touches = [] }) {
  isTouching = touches.length > 0;
  touchedAt = performance.now();
}

/** What stands above the composer keeps clear of it, however tall it is. */
function standAbove() {
  const composer = document.getElementById("composer");
  const above = pill().parentElement;
  new ResizeObserver(() => above.style.setProperty("--foot", `${composer.offsetHeight}px`)).observe(composer);
}

if (pill()) {
  document.addEventListener("screen:drawing", () => { wasAtEnd = isAtEnd(); });
  document.addEventListener("screen:drawn", grow);
  for (const touch of ["touchstart", "touchmove", "touchend", "touchcancel", "wheel"]) document.addEventListener(touch, touched, { passive: true });
  document.addEventListener("scroll", () => below.length && requestAnimationFrame(drawPill), { passive: true });
  begin();
  furnish();
  standAbove();
}
