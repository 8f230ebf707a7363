/* Says aloud what has just happened on the board, for those who do not see it: one line, a status. */

const sign = () => document.querySelector("[data-moved]");

export const textOf = (el) => (el.querySelector(".slip__text, h4") ?? el).textContent.trim();

/** A sentence as it is. */
export function tell(sentence) {
  if (sign()) sign().textContent = sentence;
}

/** A sentence of the page with its places filled: `moved` for where something lies now, `done` for anything else. */
export function tellOf(kind, text, place) {
  const pattern = sign()?.dataset[kind];
  if (pattern) tell(pattern.replace("{text}", () => text).replace("{place}", () => place));
}
