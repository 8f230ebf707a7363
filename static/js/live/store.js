/* Keeps what is not sent yet on this device, so that a reload, a flat battery or a walk out of the WiFi loses nothing.
   Where the browser denies it (private windows, full disks, data wiped while we look) memory must do; `isKept` knows for
   each entry, and the page says so honestly: html[data-outbox] is "stored", or "memory" while anything is only there. */

const NAME = "tischdecke";
const BOX = "outbox";
const PATIENCE = 3000; // some browsers neither open the database nor say that they will not

const memory = new Map(); // all that is known, by key
const unkept = new Map(); // key of what is only in memory -> whether keeping it was tried in vain
const removed = new Set(); // a database that does not forget must not bring anything back
let opening = null;
let isDenied = false;
let told = "";

/** Whether an entry is on this device: true, false, or null while that is being tried. */
export const isKept = (key) => (unkept.has(key) ? (unkept.get(key) ? false : null) : true);

function tell() {
  const isForgetful = isDenied || [...unkept.values()].includes(true);
  document.documentElement.dataset.outbox = isForgetful ? "memory" : "stored";
  const now = [isForgetful, ...unkept].join();
  if (now === told) return;
  told = now;
  document.dispatchEvent(new CustomEvent("store:changed"));
}

/* Somebody has wiped the data or the disk is full: what we still know goes into the next database, if there is one. */
function closed() {
  opening = null;
  for (const key of memory.keys()) unkept.set(key, true);
  tell();
  keepAgain();
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    setTimeout(reject, PATIENCE);
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(BOX, { keyPath: "key" });
    request.onerror = reject;
    request.onblocked = reject;
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = closed;
      database.onversionchange = () => {
        database.close();
        closed();
      };
      resolve(database);
    };
  });
  return opening;
}

async function run(mode, act) {
  let database = null;
  try {
    database = await open();
  } catch (error) {
    isDenied = true;
    throw error;
  }
  isDenied = false;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(BOX, mode, { durability: "strict" });
    const request = act(transaction.objectStore(BOX));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = reject;
  });
}

async function put(entry) {
  try {
    await run("readwrite", (box) => box.put(entry));
    unkept.delete(entry.key);
  } catch {
    unkept.set(entry.key, true);
  }
  tell();
}

async function keepAgain() {
  for (const [key, isTried] of [...unkept]) if (isTried && memory.has(key)) await put(memory.get(key));
}

/** What is known just now, oldest first. */
export const known = () => [...memory.values()].sort((a, b) => a.n - b.n);

/** Looks into the database, where another tab may have changed something, and returns what is known then. */
export async function all() {
  try {
    const stored = await run("readonly", (box) => box.getAll());
    for (const key of memory.keys()) if (!unkept.has(key)) memory.delete(key);
    for (const entry of stored) if (!removed.has(entry.key)) memory.set(entry.key, entry);
    await keepAgain(); // there may be room again
  } catch {
    // what memory knows must do
  }
  tell();
  return known();
}

/** Stores a new entry, which is known at once; resolves when it is as safe as it can be. */
export function save(entry) {
  memory.set(entry.key, entry);
  unkept.set(entry.key, false);
  return put(entry);
}

/** Changes an entry, unless another tab has removed it meanwhile. */
export async function amend(key, changes) {
  if (!memory.has(key)) return;
  memory.set(key, { ...memory.get(key), ...changes });
  if (unkept.has(key)) return;
  await run("readwrite", (box) => {
    const reading = box.get(key);
    reading.onsuccess = () => reading.result && box.put({ ...reading.result, ...changes });
  }).catch(() => {});
}

/** Forgets an entry, at once here and then in the database. */
export async function remove(key) {
  memory.delete(key);
  unkept.delete(key);
  removed.add(key);
  await run("readwrite", (box) => box.delete(key)).catch(() => {});
  tell();
}
