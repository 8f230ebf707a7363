/* The projector's keys and buttons. A presenter's clicker sends some of them: page keys, F5, Escape, a full stop. */
import "./until.js";
import "./wall-controls.js";
import "./timelapse.js";
import "./wall-ideas.js";
import * as gong from "./gong.js";
import * as cloth from "./wall-cloth.js";
import * as looks from "./wall-looks.js";
import * as pages from "./wall-pages.js";
import { blank, changeFullScreen, changeTheme, isBlank } from "./wall-room.js";

const SECOND_DIGIT = 1000;

let digit = 0;
let waiting = 0;

const help = () => document.getElementById("wall-help");

function onwards(by) {
  if (looks.near()) looks.step(by);
  else pages.turn(by);
}

function upwards(by) {
  if (looks.near()) cloth.turn(by);
  else pages.turn(by);
}

function open(number) {
  clearTimeout(waiting);
  digit = 0;
  if (pages.isResult()) pages.turnTo(Math.min(Math.max(number, 1), pages.total()));
  else if (!number) looks.look("overview");
  else if (looks.tables().includes(number)) looks.look("table", number);
}

/** A digit opens its table at once, unless a second one may follow; results have pages instead. */
function type(next) {
  const number = digit * 10 + next;
  const mayGoOn = !digit && next && !pages.isResult() && looks.tables().some((table) => Math.floor(table / 10) === next);
  if (!mayGoOn) return open(number);
  digit = next;
  waiting = setTimeout(() => open(digit), SECOND_DIGIT);
  return null;
}

const acts = {
  overview: () => looks.look("overview"),
  before: () => looks.step(-1),
  after: () => looks.step(1),
  carousel: () => looks.look(looks.isCarousel() ? "overview" : "carousel"),
  theme: changeTheme,
  blank: () => blank(!isBlank()),
  gong: gong.change,
  unlock: gong.unlock,
  fullscreen: changeFullScreen,
  help: () => help()?.showModal(),
};

const keys = {
  " ": () => onwards(1), PageDown: () => onwards(1), ArrowRight: () => onwards(1),
  PageUp: () => onwards(-1), ArrowLeft: () => onwards(-1),
  ArrowDown: () => upwards(1), ArrowUp: () => upwards(-1),
  Escape: acts.overview, F5: changeFullScreen,
  b: acts.blank, ".": acts.blank, c: acts.carousel, d: changeTheme, f: changeFullScreen, g: acts.gong, "?": acts.help,
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === " " && event.target.closest("button, a, summary")) return;
  const act = /^[0-9]$/.test(key) ? () => type(Number(key)) : keys[key];
  if (!act) return;
  event.preventDefault();
  if (isBlank() && act !== acts.blank && act !== changeFullScreen) blank(false);
  else act();
}

document.addEventListener("keydown", press);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-wall]");
  if (event.detail) button?.blur(); // pressed with the pointer: the bar must not stay for its sake
  acts[button?.dataset.wall]?.();
});
document.addEventListener("screen:drawn", () => {
  document.querySelector('[data-wall="carousel"]')?.setAttribute("aria-pressed", String(looks.isCarousel()));
});
