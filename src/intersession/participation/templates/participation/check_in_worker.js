/* Keeps the page of one door, so that it opens again where there is no line. What was read is kept
   by the page itself. */
"use strict";
const PAGE = {{ page | tojson }}, ASSETS = {{ assets | tojson }};
const KEPT = "intersession-door-" + {{ slug | tojson }}, PATIENCE = 5000;

// Nothing of a page that asks to sign in is kept in the place of this one.
async function keep(answer) {
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(KEPT);
  await cache.put(PAGE, answer.clone());
}
async function install() {
  const cache = await caches.open(KEPT);
  await Promise.all(ASSETS.map(async one => { if (!await cache.match(one)) await cache.add(one); }));
  await keep(await fetch(PAGE, { credentials: "same-origin" }));
}
async function tidy() {
  const cache = await caches.open(KEPT), wanted = new Set([PAGE, ...ASSETS]);
  const there = await cache.keys();
  await Promise.all(there.filter(one => !wanted.has(new URL(one.url).pathname)).map(one => cache.delete(one)));
  await self.clients.claim();
}
async function page(event) {
  const cache = await caches.open(KEPT), kept = await cache.match(PAGE, { ignoreVary: true });
  const fresh = fetch(event.request).then(answer => {
    event.waitUntil(keep(answer.clone()));
    return answer;
  });
  if (!kept) return fresh;
  fresh.catch(() => {});
  // A line that says nothing is a line that is cut; so is a server that is away behind its proxy.
  const late = new Promise(done => setTimeout(() => done(kept), PATIENCE));
  return Promise.race([fresh.then(a => a.status >= 500 ? kept : a, () => kept), late]);
}
async function file(request) {
  const cache = await caches.open(KEPT);
  return await cache.match(request, { ignoreVary: true }) || fetch(request);
}
addEventListener("install", event => { self.skipWaiting(); event.waitUntil(install()); });
addEventListener("activate", event => event.waitUntil(tidy()));
addEventListener("fetch", event => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(event));
  else if (ASSETS.includes(pathname)) event.respondWith(file(request));
});
