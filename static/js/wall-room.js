/* The wall as a lamp: day or evening, the whole screen, a blank sheet while somebody speaks. Remembered is only the light. */

const root = document.documentElement;
const sheet = () => document.querySelector("[data-blank-sheet]");

function remembered() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function press(name, isOn) {
  document.querySelector(`[data-wall="${name}"]`)?.setAttribute("aria-pressed", String(isOn));
}

export function changeTheme() {
  root.dataset.theme = root.dataset.theme === "evening" ? "day" : "evening";
  press("theme", root.dataset.theme === "evening");
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // the wall forgets it with the next reload
  }
}

export function changeFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else (root.requestFullscreen ?? root.webkitRequestFullscreen)?.call(root);
}

export const isBlank = () => sheet()?.hidden === false;

export function blank(isOn) {
  if (sheet()) sheet().hidden = !isOn;
  press("blank", isOn);
}

let stage = document.body.dataset.stage;

// who looks at a blank sheet must not miss the change of tables
function follow() {
  if (document.body.dataset.stage !== stage) blank(false);
  stage = document.body.dataset.stage;
}

const theme = remembered();
if (theme) root.dataset.theme = theme;
press("theme", theme === "evening");
document.addEventListener("screen:drawn", follow);
document.addEventListener("fullscreenchange", () => press("fullscreen", Boolean(document.fullscreenElement)));
