/* What does not fit on a screen: something to scroll to sideways, targets too small for a finger, letters too small to
   read, and what lies under a bar that stays. Evaluated in the page; [width, height] is the glass. */
([width, height]) => {
  const SMALLEST = 24; // WCAG 2.2, 2.5.8
  const FINGER = 44;
  const LETTERS = 16;
  const IN_PICTURES = 14; // what they say stands beside them in words
  const SIGNS = ".mat"; // a number on its colour, bold; the name stands beside it
  const found = [];
  const phone = document.body.matches(".phone");
  const wall = document.body.matches(".wall");
  const name = (element) => element.id ? `#${element.id}` : `${element.localName}.${[...element.classList].join(".")}`;
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(".for-readers, .skip, [inert], template");
  const isOpen = (element) => element.matches(":popover-open, dialog[open]");
  const covers = (element) => seen(element) && element.getBoundingClientRect().width >= width && element.getBoundingClientRect().height >= height;
  const above = [...document.querySelectorAll("[popover], dialog")].findLast(isOpen) ?? [...document.querySelectorAll("body > [data-region]")].find((each) => getComputedStyle(each).position === "fixed" && covers(each));
  const world = above ?? document.body;

  // sideways
  if (document.documentElement.scrollWidth > width) {
    const spills = [...document.querySelectorAll("body *")].filter((each) => seen(each) && each.getBoundingClientRect().right > width + 1);
    found.push(`sideways: ${spills.slice(0, 4).map(name).join(" ")}`);
  }
  if (wall && document.documentElement.scrollHeight > height) found.push("the wall has something to scroll to");

  // fingers
  const words = (element) => element.labels?.[0] ?? element.closest("label");
  const box = (element) => {
    const own = element.getBoundingClientRect();
    const label = element.matches("input") && words(element);
    if (!label) return own;
    const more = label.getBoundingClientRect();
    return element.matches("[type=radio], [type=checkbox]") && more.width ? more : own;
  };
  const isInSentence = (element) => element.matches("a") && getComputedStyle(element).display === "inline";
  const targets = [...world.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")].filter((each) => seen(each) || (words(each) && seen(words(each)) && each.matches("input")));
  const isMain = (element) => phone && element.matches(".button, [type=submit], textarea, .star, .knot, [name=pen], [name=category], summary, .sheet__close");
  for (const target of wall ? [] : targets) {
    const { width: wide, height: high } = box(target);
    if (!wide || !high || isInSentence(target)) continue;
    const least = isMain(target) ? FINGER : SMALLEST;
    if (Math.min(wide, high) < least - 0.6) found.push(`target ${Math.round(wide)}x${Math.round(high)}: ${name(target)} ${target.textContent.trim().slice(0, 20)}`);
  }

  // letters
  const walker = document.createTreeWalker(world, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); phone && node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !seen(element) || element.closest(SIGNS)) continue;
    const drawn = element.getScreenCTM?.();
    const size = Number.parseFloat(getComputedStyle(element).fontSize) * (drawn ? Math.hypot(drawn.a, drawn.b) : 1);
    if (size < (drawn ? IN_PICTURES : LETTERS) - 0.1) found.push(`letters ${size.toFixed(1)}: ${name(element)}`);
  }

  // bars that stay
  const bars = [...document.querySelectorAll("body *")].filter((each) => ["sticky", "fixed"].includes(getComputedStyle(each).position) && seen(each) && each.getBoundingClientRect().height > 0);
  const onScreen = ({ left, top, right, bottom }) => right > 0 && left < width && bottom > 0 && top < height;
  const stuck = above || wall ? [] : bars.filter((bar) => onScreen(bar.getBoundingClientRect()));
  for (const bar of stuck) {
    for (const target of targets.filter((each) => bar.contains(each))) {
      const { left, top, width: wide, height: high } = box(target);
      const [x, y] = [left + wide / 2, top + high / 2];
      if (x < 0 || y < 0 || x > width || y > height || !wide) continue;
      const hit = document.elementFromPoint(x, y);
      if (hit && !bar.contains(hit) && !hit.contains(bar)) found.push(`covered: ${name(target)} in ${name(bar)} by ${name(hit)}`);
    }
  }
  return [...new Set(found)];
}
