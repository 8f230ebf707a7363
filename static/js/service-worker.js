/* Stands between a phone and the network, where the browser allows it (over TLS). The network is always asked first. Where
   it does not answer, a guest's own table is shown as it was last seen (js/keepsake.js has put it here), and for any other
   page one that says where we are. Nothing else is kept: no host's page, nobody else's. VERSION and POLICY are told by the
   door that hands this file out; with a new release everything kept is new. */

const NAME = `tischdecke-${VERSION}`;
const FALLBACK = `/offline${location.search}`;
const TABLE = /^\/cafes\/[^/]+\/table$/;
const DEPARTURE = /^\/cafes\/[^/]+\/departure$/;
const PARTS = /(?:href|src)="(\/static\/[^"]+\.(?:css|js|svg))"/g;
const PATIENCE = 4000; // with a picture of the table at hand; it repairs itself as soon as its line is open
const GONE = new Set([403, 404]);

const kept = (address) => caches.match(address, { cacheName: NAME, ignoreVary: true });

async function furnish() {
  const cache = await caches.open(NAME);
  const page = await fetch(FALLBACK, { credentials: "omit", cache: "no-store" });
  if (!page.ok) throw new Error(String(page.status));
  const text = await page.clone().text();
  await cache.put(FALLBACK, page);
  await cache.addAll([...new Set([...text.matchAll(PARTS)].map(([, address]) => address))]);
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("tischdecke-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function forget(path) {
  if (await caches.has(NAME)) await (await caches.open(NAME)).delete(path);
}

/* A kept page is as strictly guarded as one from the server. */
const guarded = (copy) => new Response(copy.body, {
  headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff" },
});

async function part(request) {
  const copy = await kept(request.url);
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.status === 200) await (await caches.open(NAME)).put(request, answer.clone());
  return answer;
}

const impatient = (answer) => Promise.race([answer, new Promise((_, reject) => { setTimeout(reject, PATIENCE); })]);

async function page(request, path) {
  const copy = TABLE.test(path) ? await kept(path) : undefined;
  const answer = fetch(request);
  answer.catch(() => {}); // it may come too late for anybody to hear
  try {
    const given = await (copy ? impatient(answer) : answer);
    if (copy && (given.type === "opaqueredirect" || GONE.has(given.status))) await forget(path); // no longer one's own
    return copy && given.status >= 500 ? guarded(copy) : given;
  } catch (error) {
    const shown = copy ?? (await kept(FALLBACK));
    if (!shown) throw error;
    return guarded(shown);
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(furnish());
});
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && DEPARTURE.test(pathname)) event.waitUntil(forget(pathname.replace("departure", "table")));
  if (request.method !== "GET") return;
  if (pathname.startsWith(`/static/${VERSION}/`)) event.respondWith(part(request));
  else if (request.mode === "navigate") event.respondWith(page(request, pathname));
});
