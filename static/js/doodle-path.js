/* From where a finger has been to one SVG path as the server takes it: thinned, smoothed, on the leaf, not too long. */

export const WIDTH = 640;
export const HEIGHT = 480;
const FINE = WIDTH / 700; // what lies nearer to the line than this is not seen
const LONGEST = 4096;

const within = (number, most) => Math.round(Math.min(most, Math.max(0, number)) * 10) / 10;
const spot = ([x, y]) => `${within(x, WIDTH)} ${within(y, HEIGHT)}`;
const between = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

function distance(point, a, z) {
  const [x, y] = [z[0] - a[0], z[1] - a[1]];
  const length = Math.hypot(x, y);
  if (!length) return Math.hypot(point[0] - a[0], point[1] - a[1]);
  return Math.abs(x * (a[1] - point[1]) - y * (a[0] - point[0])) / length;
}

/** The points that matter (Ramer, Douglas and Peucker), without recursion: a long scribble has thousands. */
export function thinned(points, fine = FINE) {
  const kept = new Set([0, points.length - 1]);
  const waiting = [[0, points.length - 1]];
  while (waiting.length) {
    const [from, to] = waiting.pop();
    let [far, at] = [fine, 0];
    for (let i = from + 1; i < to; i += 1) {
      const away = distance(points[i], points[from], points[to]);
      if (away > far) [far, at] = [away, i];
    }
    if (!at) continue;
    kept.add(at);
    waiting.push([from, at], [at, to]);
  }
  return points.filter((_, i) => kept.has(i));
}

/** A smooth line through the middles between the points; a single one is a dot. */
export function smooth(points) {
  if (points.length < 2) return `M${spot(points[0])}h0.1`;
  const inner = points.slice(1, -1).map((point, i) => `Q${spot(point)} ${spot(between(point, points[i + 2]))}`);
  return `M${spot(points[0])}${inner.join("")}L${spot(points.at(-1))}`;
}

/** Straight from point to point. */
export const straight = (points) => `M${points.map(spot).join("L")}`;

/** What is kept of a stroke. */
export function pathOf(points) {
  for (let fine = FINE; ; fine *= 1.6) {
    const path = smooth(thinned(points, fine));
    if (path.length <= LONGEST) return path;
  }
}
