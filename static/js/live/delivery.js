/* Brings one entry of the outbox to the server and waits for the answer: over the live line where there is one, else by
   POST, which also brings an answer where an entry tears the line. */
import { doubt, lineState } from "./line.js";
import { send } from "./socket.js";

const PATIENCE = 8000;
const TORN = 2;

const unheard = new Map(); // key -> how often the socket brought no answer
let abort = new AbortController();

/** Ends the delivery that is on its way, so that it can take the better way. */
export const giveUp = () => abort.abort();

const body = ({ key, fields, composed_at }) => ({ ...fields, key, composed_at });

function bySocket(entry, signal) {
  return new Promise((resolve, reject) => {
    document.addEventListener("line:ack", ({ detail }) => detail.ack === entry.key && resolve({ ...detail, isOurs: true }), { signal });
    signal.addEventListener("abort", reject);
    if (!send({ post: body(entry) })) reject();
  });
}

async function byPost(entry, signal) {
  const answer = await fetch(entry.action, {
    method: "POST", body: new URLSearchParams(body(entry)), headers: { Accept: "application/json" }, signal,
  });
  const told = await answer.json().catch(() => ({}));
  const isOurs = told.ack === entry.key && !answer.redirected; // a hotel's login page also answers 200
  return { ...told, isOurs, status: isOurs ? told.status : answer.status };
}

/** The answer: { status, id, message, isOurs }, where isOurs is false if somebody between us and the server gave it. */
export async function deliver(entry) {
  const mine = new AbortController();
  const silence = unheard.get(entry.key) ?? 0;
  const isBySocket = lineState() === "live" && silence < TORN;
  const patience = setTimeout(() => {
    mine.abort();
    if (isBySocket) doubt(PATIENCE);
  }, PATIENCE);
  abort = mine;
  if (isBySocket) unheard.set(entry.key, silence + 1);
  try {
    const answer = await (isBySocket ? bySocket : byPost)(entry, mine.signal);
    unheard.delete(entry.key);
    return answer;
  } finally {
    clearTimeout(patience);
    mine.abort();
  }
}
