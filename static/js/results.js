/* On the wall: how many contributions stand on no theme that can be seen. What has no room goes to a second column, out of
   sight, so only the picture itself can tell. */

function count() {
  for (const list of document.querySelectorAll("[data-fitting]")) {
    const more = list.parentElement.querySelector("[data-all]");
    const edge = list.getBoundingClientRect().right;
    const seen = [...list.children].filter((el) => el.getBoundingClientRect().left < edge);
    const rest = Number(more.dataset.all) - seen.reduce((sum, el) => sum + Number(el.dataset.weight ?? 0), 0);
    const sentence = rest > 1 ? more.dataset.many.replace("{n}", rest) : rest === 1 ? more.dataset.one : "";
    if (more.textContent !== sentence) more.textContent = sentence;
  }
}

document.addEventListener("screen:drawn", count);
addEventListener("resize", count);
document.fonts?.ready.then(count);
count();
