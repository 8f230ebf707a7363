/* The plan's picture: a name that is tapped is followed through the rounds; a name that is pulled to another table, or
   sent there with Alt and an arrow, first shows what that would bring. Both are pages of their own, so that all of it works
   without this file: choosing is an address, and the question is fetched from the address that its form has. */
import { liftable } from "./lifting.js";
import { fetchPage } from "./live/page.js";
import { hush, sayError, sayOffline } from "./notice.js";

const ARROWS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };
const dialog = document.getElementById("asking");
let asked = null;
let shown = "";

const seats = (round) => [...document.querySelectorAll(`td[data-round="${round}"] .seat`)].filter((el) => el.checkVisibility());
const seatOf = (el) => ({ round: el.id.slice(1).split("-")[0], person: el.id.split("-")[1] });

/* following a person */

function choose(url) {
  history.replaceState(null, "", url);
  fetchPage();
}

function tell() {
  const way = document.getElementById("way");
  const sentence = way?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const sign = document.querySelector("[data-told]");
  if (sign && sentence && sentence !== shown) sign.textContent = sentence;
  shown = sentence;
}

/* one name at a time is a stop of the Tab key; arrows lead to the others */

function rove() {
  const all = [...document.querySelectorAll("td .seat")];
  const stop = all.find((el) => el === document.activeElement) ?? all.find((el) => el.matches("[aria-current]")) ?? all[0];
  for (const el of all) if (el !== stop) el.tabIndex = -1;
  stop?.removeAttribute("tabindex");
}

function step(from, key) {
  const { round, person } = seatOf(from);
  const across = /Left|Right/.test(key);
  const list = across ? [...document.querySelectorAll(`td .seat[id$="-${person}"]`)] : seats(round);
  const next = list[list.indexOf(from) + ARROWS[key]];
  next?.focus();
  rove();
}

/* asking what a move would bring */

async function ask(fields) {
  asked = new URLSearchParams(fields);
  try {
    const answer = await fetch(`/cafes/${document.body.dataset.cafe}/plan/moves?${asked}`, { headers: { Accept: "text/html" } });
    const html = await answer.text();
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("ask");
    if (!fresh) return sayError(html);
    hush();
    document.querySelector("[popover]:popover-open")?.hidePopover();
    document.getElementById("ask").replaceWith(document.adoptNode(fresh));
    if (!dialog.open) dialog.showModal();
  } catch {
    sayOffline();
  }
  return null;
}

function beside(seat, key) {
  const { round, person } = seatOf(seat);
  const places = [...document.querySelectorAll(`td[data-round="${round}"][data-place]`)];
  const next = places[places.indexOf(seat.closest("td")) + ARROWS[key]];
  if (next && places.includes(seat.closest("td"))) ask({ person, round, table: next.dataset.place });
}

if (dialog) {
  liftable({
    cards: "td[data-place] .seat",
    grip: "[data-grip]",
    places: (seat) => [`td[data-round="${seatOf(seat).round}"][data-place]`, `td[data-round="${seatOf(seat).round}"][data-place] .seat`],
    dropped: (seat, [place, other]) => {
      if (place === seat.closest("td")) return;
      ask({ ...seatOf(seat), table: place.dataset.place, ...(other ? { exchange: seatOf(other).person } : {}) });
    },
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("td .seat, a[data-choose], #asking [data-leave]");
    if (!link) return;
    event.preventDefault();
    if (link.matches("[data-leave]")) dialog.close();
    else choose(link.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-ask], form[data-choose]")) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    if (form.matches("[data-ask]")) ask(fields);
    else choose(`?${fields}`);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("td .seat") || !(event.key in ARROWS) || event.ctrlKey || event.metaKey) return;
    if (event.altKey && /Left|Right/.test(event.key)) return; // the browser's way back
    event.preventDefault();
    if (event.altKey) beside(event.target, event.key);
    else step(event.target, event.key);
  });
  document.addEventListener("form:done", ({ detail }) => {
    const sign = document.querySelector("[data-told]");
    if (sign && detail.form.dataset.said) sign.textContent = detail.form.dataset.said;
  });
  document.addEventListener("screen:drawn", () => {
    rove();
    tell();
    if (dialog.open && asked && !dialog.querySelector("[aria-busy]")) ask(asked); // what it said may no longer be so
  });
  rove();
  tell();
}
