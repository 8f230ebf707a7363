/* A stroke is seen by the others while it grows: a few times a second its beginning goes round the table, past the logbook.
   Nobody keeps it. It is gone when the stroke itself is there, or a moment after nothing more was heard of it. */
import { pathOf } from "./doodle-path.js";
import { pathOn } from "./doodle-pen.js";
import { among } from "./live/screen.js";
import { send } from "./live/socket.js";
import { uuid } from "./live/uuid.js";

const EVERY = 250;
const LASTS = 3000;
const LIFTED = 1500; // the stroke itself should come within this time
const VIEW = "0 0 640 480";

const seen = new Map(); // key -> { path, holder: a leaf of its own, timer, isLifted }

/** For the hand that draws: `grows(points, pen)` as often as you like, `ends()` when the pen is up; `where()` tells of the doodle. */
export function glimpses(where) {
  let key = "";
  let toldAt = 0;
  return {
    grows(points, pen) {
      if (performance.now() - toldAt < EVERY) return;
      toldAt = performance.now();
      key ||= uuid();
      send({ glimpse: { key, pen, path: pathOf(points), ...where() } });
    },
    ends() {
      if (key) send({ glimpse: { key } });
      key = "";
    },
  };
}

/* Where the doodle is to lie whose first stroke this is: beside its words, or else at the end. */
function leafOfItsOwn(beside) {
  const holder = document.createElement("li");
  holder.className = "doodle";
  holder.setAttribute("aria-hidden", "true");
  const leaf = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  leaf.setAttribute("class", "doodle__leaf");
  leaf.setAttribute("viewBox", VIEW);
  holder.append(leaf);
  const words = beside && document.getElementById(`contribution-${beside}`);
  if (words) words.after(holder);
  else document.getElementById("contributions")?.append(holder);
  return { leaf, holder };
}

function begin({ doodle, beside, pen }) {
  const there = doodle && document.getElementById(`leaf-${doodle}`);
  const { leaf, holder } = there ? { leaf: there } : leafOfItsOwn(beside);
  const path = pathOn(leaf, pen);
  path.setAttribute("class", "is-growing");
  return { path, holder };
}

function forget(key) {
  const { path, holder, timer } = seen.get(key);
  clearTimeout(timer);
  (holder ?? path).remove();
  seen.delete(key);
}

/** Shows what has come round the table. */
export function show(glimpse) {
  const { key, path } = glimpse;
  if (!seen.has(key)) {
    if (!path) return;
    seen.set(key, begin(glimpse));
  }
  const one = seen.get(key);
  if (path) one.path.setAttribute("d", path);
  else one.isLifted = true;
  clearTimeout(one.timer);
  one.timer = setTimeout(forget, path ? LASTS : LIFTED, key);
}

document.addEventListener("screen:drawn", ({ detail }) => {
  if (!seen.size || !among(detail.elements, ".doodle, [id^=stroke-], #contributions").length) return;
  for (const [key, { isLifted, path }] of seen) if (isLifted || !path.isConnected) forget(key);
});
