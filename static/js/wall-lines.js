/* Lines between what belongs together, on a cloth seen from near: in the margin where both stand in one column, through the
   gap where they stand in neighbouring ones. Farther apart only the words tell it. */

const SVG = "http://www.w3.org/2000/svg";

const numberOf = (element) => element.id.match(/\d+$/)?.[0];
const unit = () => Math.min(innerHeight / 100, innerWidth * 0.005625);

/** Where a piece begins on the cloth, and how far its first line of writing reaches; the cloth may stand back a little. */
function place(piece, list) {
  const own = list.getBoundingClientRect();
  const scale = own.width / list.offsetWidth;
  const step = (list.clientWidth + Number.parseFloat(getComputedStyle(list).columnGap)) / 2;
  const text = piece.querySelector(".near__text span");
  const line = text.getClientRects()[0] ?? piece.getBoundingClientRect();
  const [left, right] = [(line.left - own.left) / scale, (line.right - own.left) / scale];
  const column = Math.floor((left + 2) / step);
  return { column, start: column * step, right, y: (line.top - own.top + line.height / 2) / scale };
}

function inMargin(from, to, u) {
  const [x, out] = [from.start - 0.9 * u, from.start - 3 * u];
  const bend = Math.min(3 * u, (to.y - from.y) / 2);
  return `M${x} ${from.y}Q${out} ${from.y} ${out} ${from.y + bend}L${out} ${to.y - bend}Q${out} ${to.y} ${x} ${to.y}`;
}

function acrossTheGap(from, to, u) {
  const [x, end] = [from.right + 1.2 * u, to.start - 1.2 * u];
  const turn = Math.max(x, to.start - 4.6 * u);
  return `M${x} ${from.y}L${turn} ${from.y}C${end} ${from.y} ${turn} ${to.y} ${end} ${to.y}`;
}

function path(first, second, u) {
  const [from, to] = first.column > second.column || (first.column === second.column && first.y > second.y) ? [second, first] : [first, second];
  if (to.column - from.column > 1) return "";
  return to.column === from.column ? inMargin(from, to, u) : acrossTheGap(from, to, u);
}

function sheet(list) {
  const old = list.parentElement.querySelector(":scope > .near__lines");
  if (old) return old;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "near__lines");
  svg.setAttribute("aria-hidden", "true");
  list.after(svg);
  return svg;
}

/** Draws all of them that are to be seen. */
export function drawLines() {
  const list = document.querySelector("[data-near-list]");
  const pieces = new Map([...(list?.querySelectorAll("[data-lines]:not([data-away])") ?? [])].map((piece) => [numberOf(piece), piece]));
  if (!list || (!pieces.size && !list.parentElement.querySelector(".near__lines"))) return;
  const u = unit();
  const svg = sheet(list);
  const strokes = [];
  for (const [number, piece] of pieces) {
    for (const other of piece.dataset.lines.split(" ")) {
      if (!pieces.has(other) || Number(other) < Number(number)) continue;
      const stroke = document.createElementNS(SVG, "path");
      stroke.setAttribute("d", path(place(piece, list), place(pieces.get(other), list), u));
      stroke.dataset.pen = piece.dataset.pen;
      strokes.push(stroke);
    }
  }
  svg.replaceChildren(...strokes);
  svg.setAttribute("viewBox", `0 0 ${list.clientWidth} ${list.clientHeight}`);
}
