/* The host's and the wall's link carry their secret behind the #, where no server, log or preview ever sees it. Here it
   is taken out of the address at once and posted for a cookie. A whole link pasted into the field does as well. */

const form = document.querySelector("form[data-door]");

function enter() {
  const key = decodeURIComponent(location.hash.slice(1));
  if (!key) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.key.value = key;
  form.requestSubmit();
}

if (form) {
  form.addEventListener("submit", () => {
    const field = form.elements.key;
    field.value = field.value.trim().replace(/^.*#/, "");
  });
  addEventListener("hashchange", enter);
  enter();
}
