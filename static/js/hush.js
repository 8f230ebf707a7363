/* Silence on all screens: #hush says it to the eye, its data-said to the ear, once. Focus and what is typed stay under the
   sign as they were; who needs their phone all the same puts the sign away, for this silence and on this phone only. */

const sign = () => document.getElementById("hush");
const isAsked = () => Boolean(sign()?.querySelector("[data-hush-away]"));

let was = isAsked();
let isAway = false;

function look() {
  const is = isAsked();
  if (is !== was) {
    was = is;
    isAway = false;
    const place = document.querySelector("[data-spoken]");
    if (place) place.textContent = is ? sign().dataset.said : "";
  }
  if (isAway) sign().hidden = true;
}

function putAway() {
  if (!isAsked()) return;
  isAway = true;
  sign().hidden = true;
}

document.addEventListener("screen:drawn", look);
document.addEventListener("click", ({ target }) => target.closest("[data-hush-away]") && putAway());
document.addEventListener("keydown", ({ key }) => key === "Escape" && document.body.dataset.screen === "table" && putAway());
