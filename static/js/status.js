/* The sign of the line: [data-connection] gets data-state and shows its children [data-when] for that state. People are
   told that they are offline only after five seconds; shorter breaks are nobody's business. */
import { lastHeard, lineState } from "./live/line.js";

const PATIENCE = 5000;
let isOffline = false;
let timer = 0;

function show() {
  const state = isOffline ? "offline" : lineState();
  const heard = lastHeard() || performance.timeOrigin;
  const asOf = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit" }).format(heard);
  for (const sign of document.querySelectorAll("[data-connection]")) {
    if (sign.dataset.state !== state) sign.dataset.state = state;
    for (const child of sign.querySelectorAll("[data-when]")) {
      const isHidden = !child.dataset.when.split(" ").includes(state);
      if (child.hidden !== isHidden) child.hidden = isHidden;
    }
    for (const time of sign.querySelectorAll("[data-as-of]")) if (time.textContent !== asOf) time.textContent = asOf;
  }
}

function follow() {
  const isWithout = lineState() === "connecting";
  if (!isWithout) {
    clearTimeout(timer);
    timer = 0;
    isOffline = false;
  } else if (!timer) {
    timer = setTimeout(() => {
      isOffline = true;
      show();
    }, PATIENCE);
  }
  show();
}

if (document.body.dataset.live) {
  document.addEventListener("line:state", follow);
  document.addEventListener("screen:drawn", show);
  follow();
}
