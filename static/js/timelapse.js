/* The time-lapse of a cloth: its buttons and its slider. On the wall it begins by itself, and again after a pause; for those
   who want no motion it never begins by itself, and a wall turns the pages of the finished cloth. Without this script the page shows the finished cloth. */
import "./tracing.js";
import { calm, replay } from "./replay.js";
import { keepLaid } from "./spots.js";

const PAUSE = 10000;
const SLIDER_MOVES = 120;

/** The finished cloth of a wall that wants no motion, a picture at a time. */
function turnPages(cloth) {
  const turning = setInterval(() => {
    if (!cloth.isConnected) return clearInterval(turning);
    const isLast = cloth.scrollTop + cloth.clientHeight > cloth.scrollHeight - 4;
    cloth.scrollTop = isLast ? 0 : cloth.scrollTop + cloth.clientHeight * 0.8;
  }, PAUSE);
}

function attach(root) {
  const [now, controls, play, slider] = ["[data-now]", "[data-controls]", "[data-play]", "[data-slider]"].map((each) => root.querySelector(each));
  const loops = root.hasAttribute("data-loops");

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
  keepLaid(root.querySelector("[data-cloth]"), lapse.placed);
  controls?.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.step) lapse.step(Number(button.dataset.step));
    else if (button) lapse.toggle();
  });
  controls?.addEventListener("input", ({ target }) => lapse.jump(Number(target.value)));
  if (controls) controls.hidden = false;
  if (loops && calm.matches) turnPages(root.querySelector("[data-cloth]"));
  else if (loops) lapse.go(0);
}

function look() {
  for (const root of document.querySelectorAll("[data-timelapse]:not([data-plays])")) {
    root.dataset.plays = "";
    if (root.querySelector("[data-cloth]")) attach(root);
  }
}

document.addEventListener("screen:drawn", look);
look();
