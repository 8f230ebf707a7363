/* What time is it at the server? Phones are wrong by seconds, some by a day, and somebody may set one while the page is
   open. So the page counts by a clock of its own, which nobody can set, and measures how far the server's differs: each
   answer to a ping is a sample; the one with the shortest way there and back among the last twelve is the least wrong. */

const KEPT = 12;
const STEP = 100; // milliseconds by which the device's two clocks may drift apart before somebody must have set one
const IN_DOUBT = 3000;

const samples = [];
let start = Date.now() - performance.now();
let seen = start;
let doubt = null; // { by } since the device's clock jumped: it was set, or the device slept

/** The page's own clock, in milliseconds since 1970 as this device believed when the page was loaded. */
export const steady = () => start + performance.now();

/** Starts a stopwatch: the function it returns tells the milliseconds since, counting what the device slept meanwhile. */
export function stopwatch() {
  const [wall, tick] = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - wall, performance.now() - tick);
}

function offsetOfPage() {
  const { offset: kept } = document.documentElement.dataset; // a picture of the page, shown without a network
  if (kept) return Number(kept);
  const rendered = Number(document.getElementById("clock")?.dataset.now);
  if (!rendered) return 0;
  return rendered - start - (performance.getEntriesByType?.("navigation")[0]?.responseStart || performance.now());
}
const first = offsetOfPage();

const best = () => samples.reduce((a, b) => (b.trip < a.trip ? b : a));

/** Milliseconds to add to the page's clock to get the server's time. */
export const offset = () => (samples.length ? best().offset : first);

/** Whether the server has been asked at all; before, only the page's own age is known, which a slow network falsifies. */
export const isMeasured = () => samples.length > 0;

export const serverNow = () => steady() + offset();

/** One ping: `sent` by the page's clock, `now` the server's time in the answer, which has arrived at this moment. */
export function sample(sent, now) {
  const back = steady();
  const trip = back - sent;
  if (!(trip >= 0)) return;
  const fresh = { trip, offset: now + trip / 2 - back };
  const known = samples.length ? best() : fresh;
  const isFar = Math.abs(fresh.offset - known.offset) > (trip + known.trip) / 2 + 250; // the server's clock was set
  if (isFar || doubt) samples.length = 0;
  doubt = null;
  samples.push(fresh);
  if (samples.length > KEPT) samples.shift();
}

/* A jump forward may be a clock that was set or a night's sleep, which the page's clock does not count on every device.
   The server knows; only where it does not answer we believe in the sleep. */
function look() {
  const now = Date.now() - performance.now();
  const by = now - seen;
  if (Math.abs(by) < STEP) return;
  seen = now;
  const mine = { by: by + (doubt?.by ?? 0) };
  doubt = mine;
  document.dispatchEvent(new CustomEvent("time:doubt"));
  setTimeout(() => {
    if (doubt !== mine) return;
    doubt = null;
    if (mine.by > 0) start += mine.by;
  }, IN_DOUBT);
}

if (document.body.dataset.live) setInterval(look, 1000);
