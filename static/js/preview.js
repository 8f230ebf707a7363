/* The question on the set-up page as the wall will show it: [data-preview] follows the field it names, and warns when
   there is more than people read from the last row. */

function show(preview) {
  const words = document.getElementById(preview.dataset.preview)?.value.trim() ?? "";
  preview.querySelector("[data-preview-text]").textContent = words;
  preview.querySelector("[data-preview-warning]").hidden = words.length <= Number(preview.dataset.most);
}

const showAll = () => document.querySelectorAll("[data-preview]").forEach(show);

document.addEventListener("input", ({ target }) => {
  for (const preview of document.querySelectorAll("[data-preview]")) if (preview.dataset.preview === target.id) show(preview);
});
document.addEventListener("htmx:after:swap", showAll);
showAll();
