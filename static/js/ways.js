/* Ways across a long cloth: to the next star, to the newest, along a line. What is folded away opens, and what was looked
   for is marked for a moment and has the focus. */
import { tell } from "./telling.js";

const SOUGHT_FOR = 3000;

const cloth = () => document.getElementById("cloth");
const isLess = matchMedia("(prefers-reduced-motion: reduce)");

function goTo(element) {
  if (!element) return;
  const fold = element.closest("details");
  if (fold) fold.open = true;
  element.scrollIntoView({ block: "center", behavior: isLess.matches ? "instant" : "smooth" });
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.classList.add("is-sought");
  setTimeout(() => document.getElementById(element.id)?.classList.remove("is-sought"), SOUGHT_FOR);
}

/** The first with a star behind the one that was found last, and after the last of all the first again. */
function nextStar() {
  const starred = [...cloth().querySelectorAll("[data-stars]:not([hidden])")].map((count) => count.closest("li"));
  const at = document.activeElement?.closest("#cloth li");
  const behind = (element) => !at || at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = starred.find(behind) ?? starred[0];
  if (next) goTo(next);
  else tell(document.querySelector("[data-no-star]")?.dataset.noStar ?? "");
}

const newest = () => [...cloth().querySelectorAll("#contributions > li")].at(-1) ?? [...cloth().querySelectorAll("li.contribution")].at(-1);

document.addEventListener("click", (event) => {
  const way = event.target.closest("[data-next-star], [data-to-newest], #newer, .joined__to, a.line__from");
  if (!way) return;
  event.preventDefault();
  if (way.matches("[data-next-star]")) nextStar();
  else if (way.matches("[data-to-newest], #newer")) goTo(document.getElementById(way.dataset.first) ?? newest());
  else goTo(document.getElementById(way.hash.slice(1)));
});
