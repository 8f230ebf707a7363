/* The server draws a contribution the same for everybody; here the browser adds what only this person sees: which are
   mine (data-mine) and which carry my star (aria-pressed). A star shows at once and goes back if the server says no. */
import { hush, sayError, sayOffline } from "./notice.js";

const pending = new Map(); // contribution id -> what was asked for

const starred = () => new Set((document.body.dataset.starred ?? "").split(",").filter(Boolean));

const isStarred = (id) => pending.get(id) ?? starred().has(id);

function mark() {
  const me = document.body.dataset.me;
  for (const element of document.querySelectorAll("[data-author]")) {
    element.toggleAttribute("data-mine", Boolean(me) && element.dataset.author === me);
  }
  for (const button of document.querySelectorAll("button[form=stars]")) {
    button.setAttribute("aria-pressed", isStarred(button.value));
    button.toggleAttribute("data-busy", pending.has(button.value));
  }
}

function keep(id, isOn) {
  const ids = starred();
  if (isOn) ids.add(id);
  else ids.delete(id);
  document.body.dataset.starred = [...ids].join(",");
}

async function toggle(form, button) {
  const id = button.value;
  if (pending.has(id)) return;
  pending.set(id, !isStarred(id));
  mark();
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams({ [button.name]: id }), headers: { "HX-Request": "true" },
    });
    if (answer.ok) {
      keep(id, pending.get(id));
      hush();
    } else {
      sayError(await answer.text());
    }
  } catch {
    sayOffline();
  }
  pending.delete(id);
  mark();
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "stars" || !event.submitter) return;
  event.preventDefault();
  toggle(event.target, event.submitter);
});
document.addEventListener("screen:drawn", mark);
mark();
