/* On the wall: how much of a list cannot be seen. What has no room goes to a second column or below the edge, out of sight,
   so only the picture itself can tell. */

function count() {
  for (const list of document.querySelectorAll("[data-fitting]")) {
    const more = list.parentElement.querySelector("[data-all]");
    const { right, bottom } = list.getBoundingClientRect();
    const seen = [...list.children].filter((el) => {
      const own = el.getBoundingClientRect();
      return own.left < right && own.top < bottom - 1;
    });
    const rest = Number(more.dataset.all) - seen.reduce((sum, el) => sum + Number(el.dataset.weight ?? 0), 0);
    const sentence = rest > 1 ? more.dataset.many.replace("{n}", rest) : rest === 1 ? more.dataset.one : "";
    if (more.textContent !== sentence) more.textContent = sentence;
  }
}

document.addEventListener("screen:drawn", count);
addEventListener("resize", count);
document.fonts?.ready.then(count);
count();
