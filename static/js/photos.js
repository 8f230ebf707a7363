/* Taking a photo: form[data-photo] turns the file into a JPEG on this phone, so that place and camera never leave it, and
   puts that into a queue of its own. Without this script the form sends the file as it is, and the server does the same. */
import { add } from "./photos-queue.js";
import { shrunk } from "./photos-shrinking.js";
import { reveal } from "./photos-waiting.js";

const LARGEST = 20 * 1024 * 1024; // bytes the server takes; only what this browser cannot open is sent as it is

const slot = (form, name) => form.querySelector(`[data-slot=${name}]`);
let chosen = { file: null, picture: null }; // picture: the promise of what will be sent
let isBusy = false;

function complain(form, message = "") {
  slot(form, "message").hidden = !message;
  slot(form, "message").textContent = message;
}

function show(form, picture) {
  const preview = slot(form, "preview");
  URL.revokeObjectURL(preview.src);
  preview.hidden = !picture;
  if (picture) preview.src = URL.createObjectURL(picture);
  else preview.removeAttribute("src");
}

async function choose(form) {
  const file = form.elements.photo.files[0] ?? null;
  const mine = { file, picture: file && shrunk(file) };
  chosen = mine;
  complain(form);
  show(form, null);
  const picture = await mine.picture;
  if (chosen !== mine || !picture) return;
  if (picture !== file) show(form, picture);
  if (picture.size > LARGEST) complain(form, form.dataset.tooLarge);
}

function clear(form) {
  form.reset();
  chosen = { file: null, picture: null };
  show(form, null);
  const sheet = form.closest("[popover]");
  if (sheet?.matches(":popover-open")) sheet.hidePopover();
}

async function submit(form) {
  const file = form.elements.photo.files[0];
  if (!file || isBusy) return;
  isBusy = true;
  try {
    if (chosen.file !== file) await choose(form);
    const picture = await chosen.picture;
    if (picture.size > LARGEST) return;
    const fields = Object.fromEntries(new FormData(form));
    delete fields.photo;
    delete fields.key;
    const key = await add(fields, picture, form.action);
    clear(form);
    reveal(key);
  } finally {
    isBusy = false;
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.name === "photo" && target.form?.matches("form[data-photo]")) choose(target.form);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-photo]")) return;
  event.preventDefault();
  submit(event.target);
});
