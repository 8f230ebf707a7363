/* What the leaf says about itself, in one line that is read out: what has just happened, and what waits for the network. */
import { waiting } from "./doodle-queue.js";

const line = document.querySelector("[data-doodle-state]");
let said = "";

/** Says a sentence of the page by its name, or one that came with an answer. */
export function say(name, { n = 0, sentence = "" } = {}) {
  said = name;
  const text = sentence || (line.dataset[name] ?? "").replace("{n}", n);
  if (line.textContent !== text) line.textContent = text;
}

document.addEventListener("doodle:changed", ({ detail }) => {
  if (detail.refused) return;
  if (waiting() > 1) say("wait", { n: waiting() });
  else if (!waiting() && said === "wait") say("sent");
});
