/* Plays a cloth again: what the page shows finished comes piece by piece, each at its `data-at` (milliseconds), strokes as
   they were drawn. On the wall it begins by itself and again after a pause; elsewhere it waits for its button. Who wants
   no motion sees whole strokes, and it never begins by itself. */

import { keepLaid } from "./spots.js";

const DRAWN_IN = 450;
const PAUSE = 10000;
const LONGEST_FRAME = 250;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Everything that comes, in order: what to do when it is its turn, and how to take it back. */
function stepsOf(root) {
  const steps = [...root.querySelectorAll("[data-at]")].map((element) => ({ at: Number(element.dataset.at), element }));
  for (const element of root.querySelectorAll("[data-stars]")) {
    const number = element.querySelector(".number");
    element.dataset.stars.split(" ").forEach((at, given) => steps.push({ at: Number(at), element, number, given }));
  }
  return steps.sort((one, other) => one.at - other.at);
}

function reveal({ element, number, given }, isThere) {
  const isFirst = !given;
  if (isFirst) element.toggleAttribute("data-waits", !isThere);
  if (number) number.textContent = isThere ? given + 1 : given;
}

/** A player for one cloth; it stops by itself when its cloth leaves the page. */
function player(root) {
  const total = Number(root.dataset.timelapse);
  const loops = root.hasAttribute("data-loops");
  const steps = stepsOf(root);
  const cloth = root.querySelector("[data-cloth]");
  const [play, slider] = [root.querySelector("[data-play]"), root.querySelector("[data-slider]")];
  const drawing = new Set();
  let [time, shown, isPlaying, last, view] = [total, steps.length, false, 0, 0];

  const finish = (step) => {
    step.element.removeAttribute("data-drawing");
    step.element.style.removeProperty("--left");
    drawing.delete(step);
  };

  function draw() {
    for (const step of drawing) {
      const left = 1 - (time - step.at) / DRAWN_IN;
      if (left <= 0 || left > 1) finish(step);
      else step.element.style.setProperty("--left", left.toFixed(3));
    }
  }

  function begin(step) {
    if (calm.matches || step.element.localName !== "path" || time - step.at >= DRAWN_IN) return;
    step.element.setAttribute("data-drawing", "");
    drawing.add(step);
  }

  function tell() {
    let at = shown - 1;
    while (at > 0 && !steps[at].element.dataset.when) at -= 1;
    const when = steps[at]?.element.dataset.when ?? "";
    root.querySelector("[data-now]").textContent = when;
    slider?.setAttribute("aria-valuetext", when || "0");
  }

  /** What came last stays in sight; places are looked up when something comes, never on an idle frame. */
  function follow({ element }) {
    const box = (element.closest("svg") ?? element).getBoundingClientRect();
    const frame = cloth.getBoundingClientRect();
    const room = frame.height * 0.09;
    if (box.bottom > frame.bottom - room) view = cloth.scrollTop + box.bottom - frame.bottom + 2 * room;
    else if (box.top < frame.top + room) view = cloth.scrollTop + box.top - frame.top - room;
  }

  function show(next) {
    time = Math.min(total, Math.max(0, next));
    const before = shown;
    while (shown < steps.length && steps[shown].at <= time) {
      reveal(steps[shown], true);
      if (isPlaying) begin(steps[shown]);
      shown += 1;
    }
    while (shown > 0 && steps[shown - 1].at > time) {
      shown -= 1;
      reveal(steps[shown], false);
    }
    draw();
    if (slider) slider.value = time;
    if (shown === before) return;
    tell();
    if (shown) follow(steps[shown - 1]);
    else view = 0;
  }

  function scroll() {
    const way = view - cloth.scrollTop;
    if (Math.abs(way) > 1) cloth.scrollTop += calm.matches ? way : Math.sign(way) * Math.max(1, Math.abs(way) * 0.09);
  }

  function frame(now) {
    if (!isPlaying || !root.isConnected) return;
    show(time + Math.min(LONGEST_FRAME, now - last));
    last = now;
    scroll();
    if (time < total) requestAnimationFrame(frame);
    else hold(loops);
  }

  function go(from) {
    isPlaying = true;
    if (play) play.textContent = play.dataset.pauseText;
    show(from);
    last = performance.now();
    requestAnimationFrame(frame);
  }

  function hold(again = false) {
    isPlaying = false;
    if (play) play.textContent = play.dataset.playText;
    if (again) setTimeout(() => root.isConnected && go(0), PAUSE);
  }

  const jump = (to) => { hold(); drawing.forEach(finish); show(to); cloth.scrollTop = view; };

  const settle = () => { tell(); if (shown && shown < steps.length) follow(steps[shown - 1]); };

  return { go, settle, step: (by) => jump(by > 0 ? steps[shown]?.at ?? total : (steps[shown - 2]?.at ?? 0)),
    jump, toggle: () => (isPlaying ? hold() : go(time < total ? time : 0)) };
}

function attach() {
  for (const root of document.querySelectorAll("[data-timelapse]:not([data-plays])")) {
    if (!root.querySelector("[data-cloth]")) continue;
    root.dataset.plays = "";
    const lapse = player(root);
    keepLaid(root.querySelector("[data-cloth]"), lapse.settle);
    const controls = root.querySelector("[data-controls]");
    if (controls) controls.hidden = false;
    controls?.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.step) lapse.step(Number(button.dataset.step));
      else if (button) lapse.toggle();
    });
    controls?.addEventListener("input", ({ target }) => lapse.jump(Number(target.value)));
    if (root.hasAttribute("data-loops") && !calm.matches) lapse.go(0);
  }
}

document.addEventListener("screen:drawn", attach);
attach();
