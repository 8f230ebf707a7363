/* Leafs through the finished cloth of a wall that wants no motion, a picture at a time. Nothing is cut: what has no room
   whole at the foot of a picture waits for the next one, which begins with it; only what is higher than a picture is seen in
   parts. */

const EACH = 10000;
const PARTS = ".lapse__round, .lapse__spot > *";

/** Where pictures of this height begin, so that each of the parts ({ top, bottom }) stands whole in one of them. */
export function beginnings(parts, height) {
  const found = [0];
  for (;;) {
    const top = found.at(-1);
    const left = parts.filter(({ bottom }) => bottom > top + height);
    if (!left.length) return found;
    const next = Math.min(...left.map((part) => part.top));
    found.push(next > top ? next : top + height * 0.8);
  }
}

/** Parts as they lie on the cloth, from its beginning; and how much of it can be read between the fading edges. */
function measured(cloth) {
  const fades = Number.parseFloat(getComputedStyle(cloth).paddingBlockStart);
  const from = cloth.getBoundingClientRect().top - cloth.scrollTop + fades;
  const parts = [...cloth.querySelectorAll(PARTS)].map((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { element, top: top - from, bottom: bottom - from };
  });
  return { parts, height: cloth.clientHeight - 2 * fades };
}

/** Begins with the first picture; `again` is for when everything has got another place. */
export function leafing(cloth) {
  let at = 0;

  function show() {
    const { parts, height } = measured(cloth);
    const all = beginnings(parts, height);
    at %= all.length;
    cloth.scrollTop = all[at];
    const [top, end] = [cloth.scrollTop - 1, cloth.scrollTop + height + 1];
    for (const part of parts) part.element.toggleAttribute("data-cut", part.bottom - part.top <= height && (part.top < top || part.bottom > end));
  }

  const turning = setInterval(() => {
    if (!cloth.isConnected) return clearInterval(turning);
    at += 1;
    return show();
  }, EACH);
  show();
  return { again: show };
}
