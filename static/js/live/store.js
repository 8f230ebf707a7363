/* Keeps what is not sent yet on this device, so that a reload, a flat battery or a walk out of the WiFi loses nothing.
   Where the browser denies IndexedDB (private windows, full disks) memory must do, and the page says so honestly:
   html[data-outbox="memory"]. */

const NAME = "tischdecke";
const BOX = "outbox";
const PATIENCE = 3000; // some browsers neither open the database nor say that they will not

const memory = new Map();
let database = null;

function fall() {
  database = Promise.resolve(null);
  document.documentElement.dataset.outbox = "memory";
  return null;
}

function open() {
  database ??= new Promise((resolve, reject) => {
    setTimeout(reject, PATIENCE);
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(BOX, { keyPath: "key" });
    request.onerror = reject;
    request.onblocked = reject;
    request.onsuccess = () => {
      document.documentElement.dataset.outbox = "stored";
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  }).catch(fall);
  return database;
}

async function run(mode, act) {
  const db = await open();
  if (!db) return null;
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(BOX, mode);
    const request = act(transaction.objectStore(BOX));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = reject;
  }).catch(fall);
}

/** All entries, oldest first. */
export async function all() {
  const stored = await run("readonly", (box) => box.getAll());
  if (stored) {
    memory.clear();
    for (const entry of stored) memory.set(entry.key, entry);
  }
  return [...memory.values()].sort((a, b) => a.n - b.n);
}

/** Stores an entry, new or changed; resolves when it is as safe as it can be. */
export async function save(entry) {
  memory.set(entry.key, entry);
  await run("readwrite", (box) => box.put(entry));
}

export async function remove(key) {
  memory.delete(key);
  await run("readwrite", (box) => box.delete(key));
}
