/* The control bar: there while the pointer moves or something in it has the focus, gone with the pointer three seconds
   after. The picture steps back a little meanwhile, so that the bar covers nothing. */

const RESTS_AFTER = 3000;

const root = document.documentElement;
let resting = 0;

function rest() {
  delete root.dataset.controls;
  root.dataset.pointer = "resting";
}

function wake() {
  delete root.dataset.pointer;
  root.dataset.controls = "shown";
  clearTimeout(resting);
  resting = setTimeout(rest, RESTS_AFTER);
}

document.addEventListener("pointermove", wake);
document.addEventListener("pointerdown", wake);
resting = setTimeout(rest, RESTS_AFTER);
