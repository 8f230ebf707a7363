/* A form of choices that shows at once what was chosen; its button is for those without script. */
for (const form of document.querySelectorAll("form[data-choosing]")) {
  form.querySelector("[data-apply]").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
