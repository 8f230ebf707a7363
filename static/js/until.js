/* What is true only for a while leaves the picture by itself: [data-until], in milliseconds of the server's clock. */
import { serverNow } from "./live/time.js";

let timer = 0;

function look() {
  clearTimeout(timer);
  const left = [...document.querySelectorAll("[data-until]:not([hidden])")].map((element) => {
    const rest = Number(element.dataset.until) - serverNow();
    if (rest <= 0) element.hidden = true;
    return rest;
  });
  const next = Math.min(...left.filter((rest) => rest > 0));
  if (Number.isFinite(next)) timer = setTimeout(look, Math.min(next + 50, 60000));
}

document.addEventListener("screen:drawn", look);
look();
