/* What time is it at the server? Phones are wrong by seconds, some by a day. Each answer to a ping is a sample; the one
   with the shortest way there and back among the last twelve is the least wrong. */

const KEPT = 12;
const samples = [];

function offsetOfPage() {
  const rendered = Number(document.getElementById("clock")?.dataset.now);
  if (!rendered) return 0;
  const loading = performance.getEntriesByType?.("navigation")[0]?.responseStart;
  return rendered - (loading ? performance.timeOrigin + loading : Date.now());
}
const first = offsetOfPage();

const best = () => samples.reduce((a, b) => (b.trip < a.trip ? b : a));

/** Milliseconds to add to Date.now() to get the server's time. */
export const offset = () => (samples.length ? best().offset : first);

export const serverNow = () => Date.now() + offset();

/** One ping: `sent` by this device's clock, `now` the server's time in the answer, which has arrived at this moment. */
export function sample(sent, now) {
  const back = Date.now();
  const trip = back - sent;
  if (!(trip >= 0)) return;
  const fresh = { trip, offset: now + trip / 2 - back };
  if (samples.length) {
    const known = best();
    const mayDiffer = (trip + known.trip) / 2 + 250;
    if (Math.abs(fresh.offset - known.offset) > mayDiffer) samples.length = 0; // somebody has set a clock
  }
  samples.push(fresh);
  if (samples.length > KEPT) samples.shift();
  document.dispatchEvent(new CustomEvent("line:sample", { detail: fresh }));
}
