/* What one host has opened beside the board: a theme, a search, the proposal. It is an address, so that it works without
   this file and can be kept as a bookmark; here the page of that address is fetched and only its panel put. After every
   drawing of the board an open panel is drawn anew as well; what is typed and ticked in it stays. */
import { replaceKeeping } from "./live/keep.js";
import { fetchPage } from "./live/page.js";
import { drawn, whenFree } from "./live/screen.js";
import { sayOffline } from "./notice.js";

const RESTS = 250; // milliseconds without a drawing before an open panel is fetched anew
const EDGE = 16; // pixels above a panel that stands beside the board
let opener = ""; // id of what opened the panel
let latest = 0;
let timer = 0;
let shown = ""; // what was put last, to leave it alone as long as nothing in it has changed
let hadProposal = Boolean(document.querySelector("#board[data-proposal]"));

const panel = () => document.getElementById("panel");
const isOpen = () => panel() && !panel().hidden;
const go = (url) => history.replaceState(null, "", url);

async function load({ isSame }) {
  latest += 1;
  const turn = latest;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("panel");
    await whenFree();
    if (turn !== latest) return;
    if (!fresh || !panel()) return fetchPage();
    const html = fresh.outerHTML;
    if (isSame && html === shown) return null;
    shown = html;
    document.adoptNode(fresh);
    if (isSame) replaceKeeping(panel(), fresh);
    else panel().replaceWith(fresh);
    if (fresh.hidden) go(location.pathname);
    else if (!isSame) fresh.querySelector("#panel-title").focus({ preventScroll: true });
    drawn([fresh]);
  } catch {
    if (!isSame) sayOffline();
  }
  return null;
}

function open(url, from) {
  if (!isOpen() || from) opener = from;
  go(url);
  load({ isSame: false });
}

function close() {
  latest += 1;
  go(location.pathname);
  shown = "";
  panel().hidden = true;
  panel().replaceChildren();
  drawn([panel()]);
  document.getElementById(opener)?.focus();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-panel], a[data-panel-close]");
  if (!link) return;
  event.preventDefault();
  if (link.matches("[data-panel-close]")) close();
  else open(link.href, link.id);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-panel]")) return;
  event.preventDefault();
  const asked = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value));
  open(`?${asked}`, document.activeElement?.id || "find-words");
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !isOpen() || document.querySelector("dialog[open], .is-flying")) return;
  try {
    if (document.querySelector(":popover-open")) return;
  } catch {
    // an older browser has no popovers
  }
  if (event.target === document.body || event.target.closest("#panel, #board, #search")) close();
});
document.addEventListener("focusin", ({ target }) => {
  const top = target.closest("#panel")?.getBoundingClientRect().top;
  if (top < 0) scrollBy({ top: top - EDGE, behavior: "instant" }); // browsers leave what stands still where it is
});
document.addEventListener("screen:drawn", ({ detail }) => {
  if (detail.elements.some((element) => element.id === "screen")) shown = "";
  const board = detail.elements.find((element) => element.id === "board");
  if (!board) return;
  const hasProposal = board.dataset.proposal !== undefined;
  const isNew = hasProposal && !hadProposal;
  hadProposal = hasProposal;
  clearTimeout(timer);
  if (isOpen()) timer = setTimeout(load, RESTS, { isSame: true });
  else if (isNew) open("?open=proposal", "open-proposal");
});
