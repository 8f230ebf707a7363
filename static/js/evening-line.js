/* Where the evening's line is too long for the screen, the stop we are at comes into its middle: once for each stop, so
   that a host may look ahead, and again when the screen is turned. */

let shown = "";

function show() {
  const line = document.getElementById("steps");
  const now = line?.querySelector("[aria-current]");
  if (!now || now.textContent === shown) return;
  shown = now.textContent;
  const stop = now.getBoundingClientRect();
  const room = line.getBoundingClientRect();
  line.scrollBy({ left: stop.left + stop.width / 2 - (room.left + room.width / 2), behavior: "instant" });
}

document.addEventListener("screen:drawn", show);
addEventListener("resize", () => {
  shown = "";
  show();
});
show();
