/* Lines between contributions, as a felt pen would draw them: from knot to knot along the margin of [data-lined]. Which
   belong together the elements say themselves: data-lines names the others by the numbers their ids end in. The words stand
   beside them, so a line is only their picture. Drawn again when something between has another height, and only then. */

const SVG = "http://www.w3.org/2000/svg";
const LANES = 2; // beside each other in the margin; more lie on top
const FIRST = 5; // pixels from the knots to the first lane
const APART = 4;
const BOW = 1.6; // pixels by which no hand draws straight

const surfaces = new Map(); // [data-lined] -> { ids, last, end }: what has lines there, and where the last of it lay
const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => isAsDrawn(target) || draw(target)));

const numberOf = (element) => element.id.match(/\d+$/)?.[0];

function middle(element) {
  const knot = (element.querySelector(".knot") ?? element).getBoundingClientRect();
  return { x: knot.left + knot.width / 2, y: knot.top + Math.min(knot.height, 44) / 2, isThere: knot.height > 0 && !element.closest("details:not([open])") };
}

function pairs(elements) {
  const byNumber = new Map(elements.map((element) => [numberOf(element), element]));
  return elements.flatMap((element) => element.dataset.lines.split(" ")
    .filter((other) => byNumber.has(other) && Number(other) > Number(numberOf(element)))
    .map((other) => [element, byNumber.get(other)]));
}

/** Each span of heights gets the innermost lane that is free there; short ones first. */
function inLanes(spans) {
  const lanes = [];
  for (const span of [...spans].sort((a, b) => (a.to.y - a.from.y) - (b.to.y - b.from.y))) {
    const free = lanes.findIndex((lane) => lane.every((other) => other.to.y <= span.from.y || span.to.y <= other.from.y));
    span.lane = free < 0 ? lanes.length : free;
    (lanes[span.lane] ??= []).push(span);
  }
  return spans;
}

function path({ from, to, lane }, side) {
  const out = (FIRST + APART * (lane % LANES)) * side;
  const bend = Math.min(22, (to.y - from.y) / 2);
  const half = (from.y + to.y) / 2;
  const [near, far] = [from.x - out, to.x - out];
  return `M${from.x} ${from.y}Q${near} ${from.y} ${near} ${from.y + bend}Q${(near + far) / 2 - BOW * side} ${half} ${far} ${to.y - bend}Q${far} ${to.y} ${to.x} ${to.y}`;
}

function sheet(surface) {
  const old = surface.querySelector(":scope > .lines");
  if (old) return old;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "lines");
  svg.setAttribute("aria-hidden", "true");
  surface.prepend(svg);
  return svg;
}

function stroke(span, side) {
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("class", "lines__one");
  drawn.setAttribute("d", path(span, side));
  drawn.dataset.pen = span.pen;
  return drawn;
}

const endOf = (surface, last) => (last ? `${last.offsetTop} ${surface.clientWidth}` : "");

function isAsDrawn(surface) {
  const { last, end } = surfaces.get(surface) ?? {};
  return last?.isConnected !== false && end === endOf(surface, last);
}

function spansOf(surface, elements) {
  const box = surface.getBoundingClientRect();
  const seen = pairs(elements).map(([first, second]) => {
    const [from, to] = [middle(first), middle(second)].sort((a, b) => a.y - b.y);
    return { from, to, pen: first.dataset.pen ?? "black" };
  }).filter(({ from, to }) => from.isThere && to.isThere);
  for (const { from, to } of seen) for (const end of [from, to]) Object.assign(end, { x: end.x - box.left, y: end.y - box.top });
  return inLanes(seen);
}

function draw(surface) {
  const elements = [...surface.querySelectorAll("[data-lines]")];
  const side = getComputedStyle(surface).direction === "rtl" ? -1 : 1;
  const spans = spansOf(surface, elements);
  sheet(surface).replaceChildren(...spans.map((span) => stroke(span, side)));
  const last = elements.at(-1);
  surfaces.set(surface, { ids: new Set(elements.map(({ id }) => id)), last, end: endOf(surface, last) });
}

function drawAll() {
  for (const surface of surfaces.keys()) {
    if (surface.isConnected) continue;
    watch.unobserve(surface);
    surfaces.delete(surface);
  }
  for (const surface of document.querySelectorAll("[data-lined]")) {
    if (!surfaces.has(surface)) watch.observe(surface);
    draw(surface);
  }
}

/** Something that has a line, had one until now, or is a cloth as a whole. */
function concernsLines(element) {
  if (element.matches("[data-lines], [data-lined]") || element.querySelector("[data-lined], [data-lines]")) return true;
  return [...surfaces.values()].some(({ ids }) => ids.has(element.id));
}

document.addEventListener("screen:drawn", ({ detail }) => {
  const isGone = [...surfaces.keys()].some((surface) => !surface.isConnected);
  if (isGone || detail.elements.some(concernsLines)) drawAll();
});
drawAll();
