/* What the owner of this phone wants of it, remembered on the phone alone: input[data-device="awake"] is the switch of a
   wish, on until somebody switches it off. What this device cannot do at all is not offered: [data-if="wakeLock"] is shown
   where the browser has it, [data-unless] where it has not. */

const nameOf = (wish) => `device:${wish}`;
const known = new Map(); // where nothing may be stored, a wish holds until the next page

/** Whether something is wanted, by its name. */
export function isWanted(wish) {
  try {
    return (localStorage.getItem(nameOf(wish)) ?? known.get(wish)) !== "off";
  } catch {
    return known.get(wish) !== "off";
  }
}

function want(wish, isOn) {
  known.set(wish, isOn ? "on" : "off");
  try {
    localStorage.setItem(nameOf(wish), known.get(wish));
  } catch {
    // kept in memory
  }
  document.dispatchEvent(new CustomEvent("device:changed"));
}

function show() {
  for (const control of document.querySelectorAll("[data-device]")) control.checked = isWanted(control.dataset.device);
  for (const part of document.querySelectorAll("[data-if]")) part.hidden = !(part.dataset.if in navigator);
  for (const part of document.querySelectorAll("[data-unless]")) part.hidden = part.dataset.unless in navigator;
}

document.addEventListener("change", ({ target }) => {
  if (target.dataset.device) want(target.dataset.device, target.checked);
});
addEventListener("storage", ({ key }) => {
  if (!key?.startsWith("device:")) return;
  show();
  document.dispatchEvent(new CustomEvent("device:changed"));
});
document.addEventListener("screen:drawn", ({ detail }) => detail.elements.some((element) => element.matches("[data-drawers]")) && show());
show();
