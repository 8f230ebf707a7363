/* Keeps photos that are not sent yet on this device, beside the thoughts and apart from them: a photo is a thousand times
   as large. Where the browser denies it, memory must do, and the page says so. */

const NAME = "tischdecke-photos";
const BOX = "photos";
const PATIENCE = 3000; // some browsers neither open the database nor say that they will not

const memory = new Map(); // all that is known, by key
const unkept = new Set(); // keys of what is only in memory
let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    setTimeout(reject, PATIENCE);
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(BOX, { keyPath: "key" });
    request.onerror = reject;
    request.onblocked = reject;
    request.onsuccess = () => {
      request.result.onclose = () => { opening = null; };
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
  opening.catch(() => { opening = null; });
  return opening;
}

async function run(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(BOX, mode);
    const request = act(transaction.objectStore(BOX));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = reject;
  });
}

/** Whether a photo would survive a reload. */
export const isKept = (key) => !unkept.has(key);

/** What is known, oldest first. */
export const known = () => [...memory.values()].sort((a, b) => a.n - b.n);

/** Brings what an earlier page has left here; html[data-photos] then says where photos wait. */
export async function load() {
  let where = "stored";
  try {
    for (const entry of await run("readonly", (box) => box.getAll())) if (!memory.has(entry.key)) memory.set(entry.key, entry);
  } catch {
    where = "memory";
  }
  document.documentElement.dataset.photos = where;
}

/** Keeps a new entry or a changed one; resolves when it is as safe as it can be. */
export async function save(entry) {
  memory.set(entry.key, entry);
  try {
    await run("readwrite", (box) => box.put(entry));
    unkept.delete(entry.key);
  } catch {
    unkept.add(entry.key);
  }
}

export async function remove(key) {
  memory.delete(key);
  unkept.delete(key);
  await run("readwrite", (box) => box.delete(key)).catch(() => {});
}
