/* Lays the spots of a cloth close together: each spans as many of the grid's low rows as it is high, so that a tall drawing
   leaves no hole beside it. Without this script they stand in even rows. */

const ROW = 4;

function lay(spots) {
  const gap = parseFloat(getComputedStyle(spots).columnGap) * 0.6;
  const heights = [...spots.children].map((spot) => [spot, spot.scrollHeight]);
  for (const [spot, height] of heights) spot.style.setProperty("--rows", Math.ceil((height + gap) / ROW));
}

/** Lays them now, and again whenever the cloth has another width or its letters have come; `then` is told each time. */
export function keepLaid(root, then) {
  const all = [...root.querySelectorAll("[data-spots]")];
  const again = () => {
    all.forEach(lay);
    then();
  };
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width === width) return;
    width = contentRect.width;
    again();
  }).observe(root);
  document.fonts?.ready.then(again);
}
