/* The time-lapse of a cloth: its buttons and its slider. On the wall it begins by itself, and again after a pause; for those
   who want no motion it never begins by itself, and a wall leafs through the finished cloth. Without this script the page
   shows the finished cloth. */
import "./tracing.js";
import { leafing } from "./leafing.js";
import { calm, replay } from "./replay.js";
import { keepLaid } from "./spots.js";

const PAUSE = 10000;
const SLIDER_MOVES = 120;
const MANY = 120; // words; from here on they neither lean nor fade in, either of which makes layers to be painted of them

function attach(root) {
  const [now, controls, play, slider] = ["[data-now]", "[data-controls]", "[data-play]", "[data-slider]"].map((each) => root.querySelector(each));
  const [loops, cloth] = [root.hasAttribute("data-loops"), root.querySelector("[data-cloth]")];
  root.toggleAttribute("data-many", root.querySelectorAll(".lapse__words").length > MANY);

  function told(time, when, isPlaying) {
    if (now.textContent !== when) now.textContent = when;
    if (!controls) return;
    const label = isPlaying ? play.dataset.pauseText : play.dataset.playText;
    if (play.textContent !== label) play.textContent = label;
    if (isPlaying && Math.abs(time - slider.value) < SLIDER_MOVES && time < slider.max) return; // laid out each time
    slider.value = time;
    slider.setAttribute("aria-valuetext", when || now.dataset.now);
  }

  const lapse = replay(root, told, () => {
    if (loops) setTimeout(() => root.isConnected && lapse.go(0), PAUSE);
  });
  const leaves = loops && calm.matches ? leafing(cloth) : null;
  keepLaid(cloth, leaves ? leaves.again : lapse.placed);
  controls?.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.step) lapse.step(Number(button.dataset.step));
    else if (button) lapse.toggle();
  });
  controls?.addEventListener("input", ({ target }) => lapse.jump(Number(target.value)));
  if (controls) controls.hidden = false;
  if (loops && !leaves) lapse.go(0);
}

function look() {
  for (const root of document.querySelectorAll("[data-timelapse]:not([data-plays])")) {
    root.dataset.plays = "";
    if (root.querySelector("[data-cloth]")) attach(root);
  }
}

document.addEventListener("screen:drawn", look);
look();
