/* When people are to get up or to begin, the phone in the pocket says so: a short vibration where that exists and is
   wanted, and a mark in the title while the tab is hidden. The picture itself hangs on body[data-stage] in the style sheets. */

import { isWanted } from "./device.js";

const CALLS = ["change", "round"];
const MARK = "● ";
let isMarked = false;

const unmarked = () => document.title.replace(MARK, "");

function show() {
  const title = (isMarked ? MARK : "") + unmarked();
  if (document.title !== title) document.title = title;
}

function call() {
  if (document.body.dataset.screen === "table") scrollTo({ top: 0, behavior: "instant" }); // a new screen is read from its head
  if (!CALLS.includes(document.body.dataset.stage)) return;
  if (document.body.dataset.screen === "table" && isWanted("vibration")) navigator.vibrate?.([180, 90, 180]);
  isMarked = document.hidden;
  show();
}

if (document.body.dataset.stage) {
  let before = document.body.dataset.stage;
  new MutationObserver(() => {
    const { stage } = document.body.dataset;
    if (stage === before) return;
    before = stage;
    call();
  }).observe(document.body, { attributes: true, attributeFilter: ["data-stage"] });
  document.addEventListener("screen:drawn", show); // a fetched page brings its own title
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    isMarked = false;
    show();
  });
}
