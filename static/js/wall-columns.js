/* The columns of a cloth from near. Two are to be seen; pieces of all others are put away, so that one more is laid out
   among a dozen and not among all. Each column holds the same pieces, whatever is put away before it. */

const columnOf = new WeakMap(); // by piece
let list = null; // the cloth whose pieces are known
let [known, total] = [0, 0];

const pieces = () => [...list.children];
const within = (first) => pieces().filter((piece) => columnOf.get(piece) >= first);

/** How many columns there are. */
export const columns = () => total;

/** Shows this column and the next one. */
export function showFrom(first) {
  for (const piece of pieces()) {
    const column = columnOf.get(piece) ?? first;
    piece.toggleAttribute("data-away", column < first || column > first + 1);
  }
}

/** Notes in which columns pieces stand; the first that is seen now has the number `first`. */
function note(some, first) {
  const own = list.getBoundingClientRect();
  const style = getComputedStyle(list);
  const step = ((list.clientWidth + Number.parseFloat(style.columnGap)) / 2) * (own.width / list.offsetWidth);
  for (const piece of some) {
    const box = piece.getBoundingClientRect();
    const way = style.direction === "rtl" ? own.right - box.right : box.left - own.left;
    const isSeen = box.width > 0; // a drawing of which nothing is left is not
    columnOf.set(piece, isSeen ? first + Math.max(0, Math.round(way / step)) : (columnOf.get(piece.previousElementSibling) ?? first));
  }
  known = list.children.length;
  total = Math.max(1, ...pieces().map((piece) => columnOf.get(piece) + 1));
}

/** All of a cloth, from its beginning. */
export function measure(cloth) {
  list = cloth;
  for (const piece of pieces()) piece.removeAttribute("data-away");
  note(pieces(), 0);
}

/** Whether these are the pieces that were measured. */
export const isKnown = (cloth) => cloth === list;

/** Whether nothing was put on the cloth, changed or taken off since but what stands at its end. */
export function isGrown(cloth, came) {
  return isKnown(cloth) && cloth.children.length === known + came.length
    && pieces().slice(known).every((piece) => came.includes(piece));
}

/** What came to the end stands in the last columns, or in one more. */
export function grow() {
  const first = Math.max(0, total - 2);
  showFrom(first);
  note(pieces().slice(known), first);
}

/** The last two columns, which are seen, as long as each other: a thought alone beside a full column looks lost. */
export function even() {
  const last = within(total - 2);
  if (total < 3 || last.length < 2) return;
  for (const piece of last) piece.removeAttribute("data-starts");
  const heights = last.map((piece) => piece.offsetHeight);
  if (Math.max(...heights) > list.clientHeight) return; // it goes on in the next column
  const sum = (some) => some.reduce((all, height) => all + height, 0);
  const longer = (at) => Math.max(sum(heights.slice(0, at)), sum(heights.slice(at)));
  let best = 1;
  for (let at = 2; at < last.length; at += 1) if (longer(at) <= longer(best)) best = at;
  if (longer(best) <= list.clientHeight) last[best].setAttribute("data-starts", "");
  note(last, total - 2);
}
