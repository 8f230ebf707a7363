/* Keeps strokes that are not sent yet on this device: small ones, so localStorage will do, and it is there at once. What it
   does not take is only on the open page; html[data-doodles] says which, "stored" or "memory". */

const MOST = 400000; // characters, of five million that all of a site may have

const nameOf = (cafe) => `doodles:${cafe}`;

/** What waits from an earlier page: `entries` in their order, and `ids` of their doodles by key. */
export function kept(cafe) {
  try {
    const { entries = [], ids = {} } = JSON.parse(localStorage.getItem(nameOf(cafe)) ?? "{}");
    const isWanted = ([key]) => entries.some(({ doodle }) => doodle === key);
    return { entries, ids: Object.fromEntries(Object.entries(ids).filter(isWanted)) };
  } catch {
    return { entries: [], ids: {} };
  }
}

/** Keeps it; when nothing waits, nothing stays behind. */
export function keep(cafe, { entries, ids }) {
  let where = "stored";
  try {
    const text = JSON.stringify({ entries, ids });
    if (!entries.length) localStorage.removeItem(nameOf(cafe));
    else if (text.length <= MOST) localStorage.setItem(nameOf(cafe), text);
    else where = "memory";
  } catch {
    where = "memory";
  }
  document.documentElement.dataset.doodles = where;
}
