/* The felt pen on the leaf: one line of constant width from pen down to pen up. A second finger and the palm draw nothing,
   and once a real pen was seen no finger does. */
import { HEIGHT, pathOf, smooth, WIDTH } from "./doodle-path.js";

const PALM = 60; // pixels; no fingertip is as wide
const SVG = "http://www.w3.org/2000/svg";

let isPenSeen = false;

/** A path on the leaf in one of the pens. */
export function pathOn(leaf, pen, d = "") {
  const path = document.createElementNS(SVG, "path");
  path.dataset.pen = pen;
  path.setAttribute("d", d);
  leaf.append(path);
  return path;
}

export function spotOn(leaf, { clientX, clientY }) {
  const box = leaf.getBoundingClientRect();
  return [((clientX - box.left) / box.width) * WIDTH, ((clientY - box.top) / box.height) * HEIGHT];
}

function draws(event) {
  if (event.pointerType === "pen") isPenSeen = true;
  const isPalm = event.pointerType === "touch" && (isPenSeen || Math.max(event.width, event.height) > PALM);
  return event.isPrimary && event.button === 0 && !isPalm;
}

function spots(leaf, event) {
  const all = event.getCoalescedEvents?.() ?? [];
  return (all.length ? all : [event]).map((each) => spotOn(leaf, each));
}

/** Lets a finger draw on `leaf`; `pen()` tells the colour, or nothing while no line may be drawn; `drawn(path element)`;
    `grows(points, pen)` with each bit of the way, `ends()` when the line is done or given up. */
export function attach(leaf, { pen, drawn, grows, ends }) {
  let line = null;

  const show = () => {
    if (line) line.path.setAttribute("d", smooth(line.points));
  };

  leaf.addEventListener("pointerdown", (event) => {
    const colour = pen();
    if (line || !colour || !draws(event)) return;
    event.preventDefault();
    leaf.setPointerCapture(event.pointerId);
    line = { id: event.pointerId, points: [spotOn(leaf, event)], path: pathOn(leaf, colour) };
    show();
  });
  leaf.addEventListener("pointermove", (event) => {
    if (event.pointerId !== line?.id) return;
    line.points.push(...spots(leaf, event));
    requestAnimationFrame(show);
    grows(line.points, line.path.dataset.pen);
  });
  leaf.addEventListener("pointerup", (event) => {
    if (event.pointerId !== line?.id) return;
    const { path, points } = line;
    line = null;
    path.setAttribute("d", pathOf(points));
    drawn(path);
    ends();
  });
  leaf.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== line?.id) return;
    line.path.remove();
    line = null;
    ends();
  });
}
