/* One place for sentences that matter: #notice, which is an alert and therefore read aloud. Inside an open dialog the
   page behind it is out of reach, so a dialog may have its own [data-notice]. What the screen shows anyway is told to
   the ear alone, in [data-spoken]. */

const place = (near) => near?.closest("dialog, [popover]")?.querySelector("[data-notice]") ?? document.getElementById("notice");

/** Shows a sentence, or the content of an error fragment drawn by the server. */
export function say(what, near = null) {
  const notice = place(near);
  if (!notice) return;
  notice.replaceChildren(...(typeof what === "string" ? [what] : what.childNodes));
  notice.hidden = false;
}

export function hush(near = null) {
  const notice = place(near);
  if (!notice) return;
  notice.replaceChildren();
  notice.hidden = true;
}

/** For those who listen to the page; without a sentence (not an empty one) it says nothing. */
export function speak(text) {
  const place = document.querySelector("[data-spoken]");
  if (place && typeof text === "string") place.textContent = text;
}

export const sayOffline = (near) => say(document.body.dataset.offlineText ?? "", near);

/** Shows what a refusing answer says: its fragment with the id notice, else the page's general sentence. */
export function sayError(html, near) {
  const fragment = new DOMParser().parseFromString(html, "text/html").getElementById("notice");
  const isTold = fragment?.textContent.trim();
  say(isTold ? fragment : document.body.dataset.errorText ?? "", near);
}
