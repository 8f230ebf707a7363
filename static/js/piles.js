/* A long cloth lies in piles, so that for each thing that comes the browser looks at the last pile alone and not at a
   thousand. The older ones move: what is new, and what has the focus, stays where it was put. */

const PILE = 50;

const list = () => document.getElementById("contributions");

function pile(older) {
  const [first] = older;
  const stack = document.createElement("ul");
  stack.className = first.parentElement.className;
  first.parentElement.before(stack);
  stack.append(...older);
}

function tidy() {
  const rows = list()?.childElementCount ?? 0;
  if (rows < 2 * PILE) return;
  const older = [...list().children].slice(0, rows - (rows % PILE) - PILE);
  if (older.some((row) => row.contains(document.activeElement))) return;
  for (let from = 0; from < older.length; from += PILE) pile(older.slice(from, from + PILE));
}

document.addEventListener("screen:drawn", tidy);
tidy();
