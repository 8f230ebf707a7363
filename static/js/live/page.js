/* "Fetch your page": the server asks for it when every phone sees something else (a round begins, people move), and the
   cursor asks for it when too much is missing. The page is fetched anew and its regions are exchanged by id; the composer
   and the outbox stand outside of every region and stay untouched. One at a time; once more if it was asked meanwhile. */
import { replaceKeeping } from "./keep.js";
import { drawing, drawn, flush, whenFree } from "./screen.js";

const PATIENCE = 15000;
const OURS = new Set(["data-clock"]); // body attributes that scripts write themselves

let whenFetched = () => {};
let timer = 0;
let dueAt = 0;
let isBusy = false;
let isAskedAgain = false;
let tries = 0;

const outermost = (page) => [...page.querySelectorAll("[data-region][id]")].filter((el) => !el.parentElement.closest("[data-region]"));

function adoptBody(fresh) {
  const names = new Set([...document.body.attributes, ...fresh.attributes].map((attribute) => attribute.name));
  for (const name of names) {
    if (!name.startsWith("data-") || OURS.has(name)) continue;
    const value = fresh.getAttribute(name);
    if (value === null) document.body.removeAttribute(name);
    else if (value !== document.body.getAttribute(name)) document.body.setAttribute(name, value);
  }
}

function draw(page) {
  flush();
  const regions = outermost(page);
  const old = outermost(document);
  const sameRegions = regions.length === old.length && regions.every((region) => old.some((el) => el.id === region.id));
  if (!sameRegions) return location.reload();
  drawing();
  adoptBody(page.body);
  for (const region of regions) {
    const fresh = document.adoptNode(region);
    replaceKeeping(document.getElementById(fresh.id), fresh);
    window.htmx?.process(fresh);
  }
  document.title = page.title;
  drawn(regions);
  const { seq, fp } = document.getElementById("screen").dataset;
  return whenFetched(Number(seq), fp);
}

async function load() {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store", signal: stop.signal });
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("screen")) return location.reload(); // taken out, café gone: the page itself says so best
    await whenFree();
    tries = 0;
    return draw(page);
  } finally {
    clearTimeout(patience);
  }
}

async function run() {
  timer = 0;
  isBusy = true;
  isAskedAgain = false;
  try {
    await load();
  } catch {
    tries += 1;
    isAskedAgain = true;
  }
  isBusy = false;
  if (isAskedAgain) fetchPage(Math.min(20000, 300 * 2 ** tries));
}

/** Fetches the page within a random delay of up to `within` milliseconds. */
export function fetchPage(within = 0) {
  if (isBusy) {
    isAskedAgain = true;
    return;
  }
  const at = performance.now() + Math.random() * within;
  if (timer && dueAt <= at) return; // the fetch that is planned comes after this moment and sees everything
  clearTimeout(timer);
  dueAt = at;
  timer = setTimeout(run, at - performance.now());
}

// the number of a nudge is spent when it has come, so a fetch that failed is made up for as soon as the line is back
document.addEventListener("line:state", ({ detail }) => {
  if (timer && tries && detail.state === "live") fetchPage(300);
});

/** `then(seq, fp)` is called after each exchange with the position the new page stands at. */
export const onFetched = (then) => {
  whenFetched = then;
};
