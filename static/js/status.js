/* The sign of the line: [data-connection] gets data-state and shows its children [data-when] for that state. People are
   told that they are offline, or that it goes slowly, only after five seconds; shorter breaks are nobody's business. */
import { lastHeard, lineState } from "./live/line.js";
import { among } from "./live/screen.js";

const PATIENCE = 5000;
const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const CALM = new Set(["live", "ended"]);
let isLong = false;
let timer = 0;
let shown = "";

/** What people are told: "live", "connecting" (for five seconds), "offline", "slow" or "ended". */
export const shownState = () => shown;

function stateNow() {
  const state = lineState();
  if (CALM.has(state)) return state;
  if (!isLong) return "connecting";
  return state === "slow" ? "slow" : "offline";
}

function show() {
  const state = stateNow();
  const heard = lastHeard() || Number(document.documentElement.dataset.keptAt) || performance.timeOrigin;
  const asOf = new Intl.DateTimeFormat(document.documentElement.lang || undefined, HOURS).format(heard);
  for (const sign of document.querySelectorAll("[data-connection]")) {
    if (sign.dataset.state !== state) sign.dataset.state = state;
    for (const time of sign.querySelectorAll("[data-as-of]")) if (time.textContent !== asOf) time.textContent = asOf;
    for (const child of sign.querySelectorAll("[data-when]")) {
      const isHidden = !child.dataset.when.split(" ").includes(state);
      if (child.hidden !== isHidden) child.hidden = isHidden;
    }
  }
  if (state === shown) return;
  shown = state;
  document.dispatchEvent(new CustomEvent("status:changed"));
}

function follow() {
  if (CALM.has(lineState())) {
    clearTimeout(timer);
    timer = 0;
    isLong = false;
  } else if (!timer) {
    timer = setTimeout(() => {
      isLong = true;
      show();
    }, PATIENCE);
  }
  show();
}

if (document.body.dataset.live) {
  document.addEventListener("line:state", follow);
  document.addEventListener("screen:drawn", ({ detail }) => among(detail.elements, "[data-connection]").length && show());
  follow();
}
