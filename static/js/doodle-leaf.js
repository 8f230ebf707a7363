/* A drawing whose leaf is opened once more: as the server has it, and with what is still on its way from here. */
import { pathOn } from "./doodle-pen.js";
import { of, remember } from "./doodle-queue.js";

export const composer = () => document.querySelector("form[data-composer]");

/** Where this phone writes just now: round and table as the composer has them, or nothing between rounds. */
export function place() {
  const { round, table } = composer()?.elements ?? {};
  return round && table?.value ? { round: round.value, table: table.value } : null;
}

export const isSame = (one, other) => one?.table === other?.table && one?.round === other?.round;

function withWhatWaits(leaf) {
  const strokes = new Map(leaf.strokes.map((stroke) => [stroke.key, stroke]));
  let { description } = leaf;
  for (const { what, fields } of of(leaf.key)) {
    if (what === "stroke") strokes.set(fields.key, fields);
    else if (what === "undo") strokes.delete(fields.key);
    else description = fields.description;
  }
  return { ...leaf, description, strokes: [...strokes.values()] };
}

/** A drawing of this device by its id; rejects where it cannot be had just now. */
export async function fetched(action, id) {
  const answer = await fetch(action.replace("{doodle}", id), { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const leaf = withWhatWaits(await answer.json());
  remember(leaf.key, leaf.doodle);
  return { ...leaf, beside: leaf.beside ?? "", place: { round: String(leaf.round), table: String(leaf.table) } };
}

/** Lays strokes on the leaf, each as `{ key, path element }`. */
export const laid = (leaf, strokes) => strokes.map(({ key, pen, path }) => ({ key, path: pathOn(leaf, pen, path) }));

/** Shows what has become of a drawing on a page that hears nothing by itself. */
export function show({ doodle, strokes, description }) {
  const shown = document.getElementById(`leaf-${doodle}`);
  if (!shown || document.body.dataset.live) return;
  shown.replaceChildren(...strokes.map(({ path }) => path.cloneNode()));
  if (description) shown.setAttribute("aria-label", description);
  const field = document.getElementById(`description-${doodle}`);
  if (field) field.value = description;
}
