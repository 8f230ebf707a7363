/* One cloth that fills again: everything with a `data-at` comes at its time (milliseconds), strokes as they were drawn. */
import { tracing } from "./tracing.js";

const DRAWN_IN = 450;
const LONGEST_FRAME = 250;
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Everything that comes, in order; of stars each, so that their number grows. */
function stepsOf(root) {
  const steps = [...root.querySelectorAll("[data-at]")].map((element) => ({ at: Number(element.dataset.at), element, svg: element.closest("svg") }));
  for (const element of root.querySelectorAll("[data-stars]")) {
    const number = element.querySelector(".number");
    element.dataset.stars.split(" ").forEach((at, given) => steps.push({ at: Number(at), element, number, given }));
  }
  return steps.sort((one, other) => one.at - other.at);
}

function reveal({ element, number, given }, isThere) {
  if (!given) element.toggleAttribute("data-waits", !isThere);
  if (number) number.textContent = isThere ? given + 1 : given;
}

/** What plays the cloth in `root`; `told(time, when, isPlaying)` hears of every change, `ended` that it played to the end. */
export function replay(root, told, ended) {
  const total = Number(root.dataset.timelapse);
  const steps = stepsOf(root);
  const cloth = root.querySelector("[data-cloth]");
  const tracings = new Map(); // by drawing, while it plays
  const drawing = new Set();
  let [time, shown, isPlaying, last, view, followed] = [total, steps.length, false, 0, 0, null];

  function traced({ svg }) {
    if (!tracings.has(svg)) tracings.set(svg, tracing(svg));
    return tracings.get(svg);
  }

  function draw() {
    for (const step of drawing) {
      const share = Math.min(1, (time - step.at) / DRAWN_IN);
      traced(step).draw(step.element, share);
      if (share === 1) drawing.delete(step);
    }
  }

  /** From the canvases back to the page. */
  function settle() {
    for (const each of tracings.values()) each.end();
    tracings.clear();
    drawing.clear();
    steps.forEach((step, no) => step.svg && reveal(step, no < shown));
  }

  function tell() {
    let at = shown - 1;
    while (at > 0 && !steps[at].element.dataset.when) at -= 1;
    told(time, steps[at]?.element.dataset.when ?? "", isPlaying);
  }

  /** What came last stays in sight; places are looked up when something comes, never on an idle frame. */
  function follow({ element, svg }) {
    const fresh = svg ?? element;
    if (fresh === followed) return;
    followed = fresh;
    const [box, frame] = [fresh.getBoundingClientRect(), cloth.getBoundingClientRect()];
    const room = frame.height * 0.09;
    if (box.bottom > frame.bottom - room) view = cloth.scrollTop + box.bottom - frame.bottom + 2 * room;
    else if (box.top < frame.top + room) view = cloth.scrollTop + box.top - frame.top - room;
  }

  const isTraced = (step) => step.svg && isPlaying && !calm.matches;

  function show(next) {
    time = Math.min(total, Math.max(0, next));
    const before = shown;
    while (shown < steps.length && steps[shown].at <= time) {
      if (isTraced(steps[shown])) drawing.add(steps[shown]);
      else reveal(steps[shown], true);
      shown += 1;
    }
    while (shown > 0 && steps[shown - 1].at > time) {
      shown -= 1;
      reveal(steps[shown], false);
    }
    draw();
    tell();
    if (!shown) [view, followed] = [0, null];
    else if (shown !== before) follow(steps[shown - 1]);
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
    else {
      hold();
      ended();
    }
  }

  function go(from) {
    show(from);
    isPlaying = true;
    tell();
    last = performance.now();
    requestAnimationFrame(frame);
  }

  function hold() {
    isPlaying = false;
    settle();
    tell();
  }

  function jump(to) {
    hold();
    show(to);
    cloth.scrollTop = view;
  }

  return {
    go,
    jump,
    step: (by) => jump(by > 0 ? steps[shown]?.at ?? total : (steps[shown - 2]?.at ?? 0)),
    toggle: () => (isPlaying ? hold() : go(time < total ? time : 0)),
    /** After everything has got another place. */
    placed: () => { followed = null; if (shown && shown < steps.length) follow(steps[shown - 1]); },
  };
}
