/* Ready shapes for whoever cannot draw with a finger: chosen by a button, moved with the arrow keys, set with Enter, or
   set where somebody taps. A stamp is a stroke like any other. */
import { HEIGHT, smooth, straight, WIDTH } from "./doodle-path.js";
import { pathOn, spotOn } from "./doodle-pen.js";

const STEP = 24;
const SIZES = { start: 1, least: 0.4, most: 2.6, by: 1.25 };
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const around = (count, point) => Array.from({ length: count + 1 }, (_, i) => point((i / count) * 2 * Math.PI));
const heart = (t) => [4.2 * 16 * Math.sin(t) ** 3, -4.2 * (13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t))];
const spike = (t) => {
  const far = Math.round((t / Math.PI) * 5) % 2 ? 30 : 74;
  return [far * Math.sin(t), -far * Math.cos(t)];
};

/* Points around the middle, about 70 units to each side. */
const SHAPES = {
  circle: [smooth, around(20, (t) => [70 * Math.sin(t), -70 * Math.cos(t)])],
  arrow: [straight, [[-75, 0], [75, 0], [35, -38], [75, 0], [35, 38]]],
  heart: [smooth, around(28, heart)],
  star: [straight, around(10, spike)],
  line: [straight, [[-75, 0], [75, 0]]],
};

/** Stamps for `leaf`; `pen()` is their colour, `drawn(path element)` takes one that was set. */
export function attach(leaf, { pen, drawn }) {
  let ghost = null;

  const show = () => {
    const [draw, points] = SHAPES[ghost.shape];
    ghost.path.setAttribute("d", draw(points.map(([x, y]) => [x * ghost.size + ghost.at[0], y * ghost.size + ghost.at[1]])));
    ghost.path.dataset.pen = pen();
  };
  const drop = () => {
    ghost?.path.remove();
    ghost = null;
  };
  const move = ([x, y]) => {
    ghost.at = [Math.min(WIDTH, Math.max(0, x)), Math.min(HEIGHT, Math.max(0, y))];
    show();
  };
  const set = () => {
    const { path } = ghost;
    path.removeAttribute("class");
    ghost = null;
    drawn(path);
  };
  const grow = (by) => {
    ghost.size = Math.min(SIZES.most, Math.max(SIZES.least, ghost.size * by));
    show();
  };

  leaf.addEventListener("keydown", (event) => {
    if (!ghost) return;
    if (event.key in ARROWS) move([ghost.at[0] + ARROWS[event.key][0], ghost.at[1] + ARROWS[event.key][1]]);
    else if (event.key === "Enter" || event.key === " ") set();
    else if (event.key === "+") grow(SIZES.by);
    else if (event.key === "-") grow(1 / SIZES.by);
    else if (event.key === "Escape") drop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  leaf.addEventListener("pointermove", (event) => { if (ghost) move(spotOn(leaf, event)); });
  leaf.addEventListener("pointerup", (event) => {
    if (!ghost || !event.isPrimary) return;
    move(spotOn(leaf, event));
    set();
  });

  return {
    drop,
    isHeld: () => ghost !== null,
    take(shape) {
      drop();
      const path = pathOn(leaf, pen());
      path.setAttribute("class", "doodling__ghost");
      ghost = { shape, size: SIZES.start, at: [WIDTH / 2, HEIGHT / 2], path };
      show();
      leaf.focus({ preventScroll: true });
    },
  };
}
