/* Where the wall looks: all tables, one from near, or one after the other. The host chooses; who stands at the laptop may
   choose otherwise until the host chooses again. That choice stands in the address, so that a reload shows the same, with
   the name of the host's choice that it is above; the page is fetched with it and drawn like any other change. */
import { fetchPage } from "./live/page.js";

const EACH = 25000;

let turning = 0;
let carousel = ""; // the table that stays until its time is up

const facts = () => document.body.dataset;

/** Numbers of the tables that can be looked at; none while there is one picture for everybody. */
export const tables = () => (facts().looks ?? "").split(" ").filter(Boolean).map(Number);

/** The table that is seen from near, or 0. */
export const near = () => Number(document.querySelector("[data-near]")?.dataset.near ?? 0);

export const isCarousel = () => facts().focus === "carousel" && tables().length > 0;

function go(choice) {
  const query = new URLSearchParams(choice).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  fetchPage(0);
}

export function look(focus, table) {
  if (!tables().length || (focus === "overview" && facts().focus === focus)) return;
  carousel = "";
  go({ focus, over: facts().over, ...(table && { table }) });
}

/** One table on or back from the one that is seen. */
export function step(by) {
  const all = tables();
  const at = all.indexOf(near());
  look("table", all[at < 0 ? 0 : (at + by + all.length) % all.length]);
}

const laid = () => [...document.querySelectorAll("[data-number][data-count]")].filter((mat) => mat.dataset.count !== "0").map((mat) => Number(mat.dataset.number));

function turn() {
  turning = 0;
  if (!isCarousel()) return;
  const all = laid();
  const next = all.find((number) => number > near()) ?? all[0] ?? 0;
  if (next && next === near()) return follow();
  const own = "own" in facts() ? { focus: "carousel", over: facts().over } : {};
  return go({ ...own, table: next });
}

function follow() {
  for (const mat of document.querySelectorAll("[data-number]")) {
    if (Number(mat.dataset.number) === near()) mat.setAttribute("aria-current", "true");
    else mat.removeAttribute("aria-current");
  }
  const now = isCarousel() ? String(near()) : "";
  if (now === carousel && (turning || !now)) return;
  carousel = now;
  clearTimeout(turning);
  turning = now ? setTimeout(turn, EACH) : 0;
}

// the host has chosen since: the address says no longer what was wanted here
function forget() {
  if (location.search && !("own" in facts()) && !isCarousel()) history.replaceState(null, "", location.pathname);
}

document.addEventListener("screen:drawn", () => {
  forget();
  follow();
});
follow();
