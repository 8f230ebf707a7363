/* While a round runs the screen stays awake, if the browser allows it (only over TLS) and the phone's owner has not switched
   it off. Browsers grant it best inside a tap and take it back with every hidden tab, so it is asked for again and again. */
import { isWanted } from "./device.js";

let lock = null;
let isAsking = false;

const isDue = () => document.body.dataset.stage === "round" && !document.hidden && isWanted("awake");

function release() {
  lock?.release();
  lock = null;
}

async function ask() {
  isAsking = true;
  try {
    const fresh = await navigator.wakeLock.request("screen");
    fresh.addEventListener("release", () => { if (lock === fresh) lock = null; });
    lock = fresh;
    if (!isDue()) release();
  } catch {
    // a low battery, for instance: the phone sleeps, and the next tap asks again
  }
  isAsking = false;
}

function follow() {
  if (!isDue()) release();
  else if (!lock && !isAsking) ask();
}

if (navigator.wakeLock) {
  for (const sign of ["pointerup", "keyup", "visibilitychange", "device:changed"]) document.addEventListener(sign, follow);
  new MutationObserver(follow).observe(document.body, { attributes: true, attributeFilter: ["data-stage"] });
  follow();
}
