/* While a proposal is being worked out: how far it is, asked for once a second. The board is drawn anew when it is there. */
import { fetchPage } from "./live/page.js";

const EVERY = 1000;
const LONG = 8; // this often in a row nobody has heard of it: the page may have missed how it ended
let timer = 0;
let unheard = 0;

async function look() {
  timer = 0;
  const sign = document.querySelector("[data-working]");
  if (!sign) return;
  try {
    const answer = await fetch(sign.dataset.working, { headers: { Accept: "application/json" } });
    const { progress } = await answer.json();
    unheard = progress === null ? unheard + 1 : 0;
    const bar = sign.querySelector("progress");
    if (progress) bar.value = progress;
  } catch {
    // the line says when there is no network
  }
  if (unheard === LONG) fetchPage();
  timer = setTimeout(look, EVERY);
}

function begin() {
  const isWorking = document.querySelector("[data-working]");
  if (!isWorking) unheard = 0;
  else if (!timer) timer = setTimeout(look, EVERY);
}

document.addEventListener("screen:drawn", begin);
begin();
