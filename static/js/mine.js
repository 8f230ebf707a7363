/* The server draws a contribution the same for everybody; here the browser adds what only this person sees: which are
   mine (data-mine) and which carry my star (aria-pressed). A star shows at once and goes back if the server says no. */
import { among } from "./live/screen.js";
import { hush, sayError, sayOffline } from "./notice.js";

const PATIENCE = 8000;
const PAUSES = [500, 2000, 5000]; // milliseconds before it is sent again; the wish says which way, so again changes nothing
const pending = new Map(); // contribution id -> what was asked for last

const starred = () => new Set((document.body.dataset.starred ?? "").split(",").filter(Boolean));

function isStarred(id, given = starred()) {
  return pending.get(id) ?? given.has(id);
}

/** Marks what is new on the page, and nothing else: a cloth may hold a thousand. */
function mark(roots) {
  const { me } = document.body.dataset;
  const given = starred();
  for (const element of among(roots, "[data-author]")) {
    element.toggleAttribute("data-mine", Boolean(me) && element.dataset.author === me);
  }
  for (const button of among(roots, "button[form=stars]")) {
    button.setAttribute("aria-pressed", isStarred(button.value, given));
    button.toggleAttribute("data-busy", pending.has(button.value));
  }
}

const markStar = (id) => mark([document.getElementById(`star-${id}`)].filter(Boolean));

function keep(id, isOn) {
  const ids = starred();
  if (isOn) ids.add(id);
  else ids.delete(id);
  document.body.dataset.starred = [...ids].join(",");
}

const sleep = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

async function send(action, fields) {
  for (const pause of [0, ...PAUSES]) {
    await sleep(pause);
    const abort = new AbortController();
    const patience = setTimeout(() => abort.abort(), PATIENCE);
    try {
      const answer = await fetch(action, {
        method: "POST", body: new URLSearchParams(fields), headers: { "HX-Request": "true" }, signal: abort.signal,
      });
      if (answer.status !== 503) return answer;
    } catch {
      // no answer: it may have arrived all the same
    } finally {
      clearTimeout(patience);
    }
  }
  return null;
}

/** Sends what is wished until the server has the last wish, for fingers change their mind while it is on its way. */
async function settle(action, name, id) {
  let has = starred().has(id);
  while (pending.get(id) !== has) {
    const wish = pending.get(id);
    const answer = await send(action, { [name]: id, given: wish ? "1" : "0" });
    if (!answer) return sayOffline();
    if (!answer.ok) return sayError(await answer.text());
    has = wish;
    keep(id, has);
  }
  return hush();
}

async function toggle(form, button) {
  const id = button.value;
  const isOnItsWay = pending.has(id);
  pending.set(id, !isStarred(id));
  markStar(id);
  if (isOnItsWay) return;
  await settle(form.action, button.name, id);
  pending.delete(id);
  markStar(id);
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "stars" || !event.submitter) return;
  event.preventDefault();
  toggle(event.target, event.submitter);
});
document.addEventListener("screen:drawn", ({ detail }) => mark(detail.elements));
mark([document]);
