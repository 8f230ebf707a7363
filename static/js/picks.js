/* Ticks for many cards at once: a range with the shift key, all of them, and how many there are. */

let last = null; // id of the box that was ticked last, where a range begins

const boxes = () => [...document.querySelectorAll("#panel [data-pick]")];

function show() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  const count = document.getElementById("picked-count");
  const every = document.querySelector("[data-pick-all]");
  if (!count || !every) return;
  const sentence = ticked ? count.dataset.some.replace("{n}", ticked) : count.dataset.none;
  if (count.textContent !== sentence) count.textContent = sentence;
  every.hidden = false;
  const box = every.querySelector("input");
  box.checked = ticked > 0 && ticked === all.length;
  box.indeterminate = ticked > 0 && ticked < all.length;
}

function range(to) {
  const all = boxes();
  const [from, until] = [all.findIndex((box) => box.id === last), all.indexOf(to)].sort((a, b) => a - b);
  if (from < 0) return;
  for (const box of all.slice(from, until + 1)) box.checked = to.checked;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("#panel [data-pick]") ?? event.target.closest?.("#panel .pick")?.querySelector("[data-pick]");
  if (!box) return;
  if (event.target === box) {
    if (event.shiftKey && last !== box.id) range(box);
    last = box.id;
    show();
    box.closest("li").scrollIntoView({ block: "nearest" }); // not under what has come up for the ticked ones
  } else if (event.shiftKey) getSelection()?.removeAllRanges(); // with shift the browser marks text
});
document.addEventListener("change", (event) => {
  if (event.target.id !== "pick-all") return;
  for (const box of boxes()) box.checked = event.target.checked;
  show();
});
document.addEventListener("form:done", ({ detail }) => {
  if (detail.form.id !== "picked") return;
  for (const box of boxes()) {
    box.checked = false;
    box.defaultChecked = false;
  }
  show();
});
document.addEventListener("screen:drawn", show);
show();
