/* The projector: F full screen, D day or evening, more than six tables on pages that turn by themselves. A presenter's
   remote (space, arrows, page keys) turns pages and does nothing else. The pointer hides when it rests. */

const TURNS_EVERY = 20000;
const RESTS_AFTER = 3000;
const FORWARD = [" ", "PageDown", "ArrowRight", "ArrowDown"];
const BACK = ["PageUp", "ArrowLeft", "ArrowUp"];

const root = document.documentElement;
let page = 1;
let shown = ["", ""]; // stage, and what stands first: [data-first]
let turning = 0;
let resting = 0;

const pages = () => [...document.querySelectorAll("[data-page]")];
const total = () => Math.max(1, ...pages().map((element) => Number(element.dataset.page)));

function show() {
  const all = total();
  page = ((page - 1 + all) % all) + 1;
  for (const element of pages()) {
    const isHidden = Number(element.dataset.page) !== page;
    if (element.hidden === isHidden) continue;
    element.hidden = isHidden;
    dispatchEvent(new Event("resize")); // what counts how much there is room for counts again
  }
  for (const sign of document.querySelectorAll("[data-page-sign]")) sign.textContent = all > 1 ? `${page}/${all}` : "";
}

function turnTo(next) {
  page = next;
  show();
  clearInterval(turning);
  turning = setInterval(() => {
    page += 1;
    show();
  }, TURNS_EVERY);
}

// a new stage begins on its first page, and a result that has just come is shown at once
function follow() {
  const fresh = document.querySelector("[data-first]");
  const now = [document.body.dataset.stage, fresh?.dataset.first ?? ""];
  const [stage, first] = shown;
  shown = now;
  if (now[0] !== stage) turnTo(1);
  else if (fresh && now[1] !== first) turnTo(Number(fresh.dataset.page));
  else show();
}

function remember(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // the wall forgets it with the next reload
  }
}

function remembered() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function changeTheme() {
  root.dataset.theme = root.dataset.theme === "evening" ? "day" : "evening";
  remember(root.dataset.theme);
}

function changeFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else (root.requestFullscreen ?? root.webkitRequestFullscreen)?.call(root);
}

const acts = { theme: changeTheme, fullscreen: changeFullScreen };

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === " " && event.target.closest("button, a, summary")) return;
  if (key === "f") changeFullScreen();
  else if (key === "d") changeTheme();
  else if (/^[1-9]$/.test(key) && Number(key) <= total()) turnTo(Number(key));
  else if (FORWARD.includes(key)) turnTo(page + 1);
  else if (BACK.includes(key)) turnTo(page - 1);
  else return;
  event.preventDefault();
}

function rest() {
  delete root.dataset.pointer;
  clearTimeout(resting);
  resting = setTimeout(() => { root.dataset.pointer = "resting"; }, RESTS_AFTER);
}

if (document.body.dataset.screen === "wall") {
  const theme = remembered();
  if (theme) root.dataset.theme = theme;
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => acts[event.target.closest("[data-wall]")?.dataset.wall]?.());
  document.addEventListener("pointermove", rest);
  document.addEventListener("screen:drawn", follow);
  rest();
  follow();
}
