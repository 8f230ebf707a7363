/* What opens under the finger stays there: while a fold opens or shuts, the browser does not hold on to something further
   down, as Chromium does when the beginning of the card has left the glass. */

document.addEventListener("click", ({ target }) => {
  if (!target.closest("summary")) return;
  const { style } = document.body;
  style.overflowAnchor = "none";
  requestAnimationFrame(() => requestAnimationFrame(() => { style.overflowAnchor = ""; }));
});
