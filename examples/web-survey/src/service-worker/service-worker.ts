// Keeps the page on the device, so that it opens without a network: all of its files are cached when a version is installed,
// and the page is always served from the cache, whole, of one version. A new version is installed behind the open page, and
// is what the next visit sees. What is not the page (its configuration, the queue) is never touched, nor are the caches of
// other pages: browsers show all caches of an origin to every page of it.
declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: paths relative to the page's folder, and a name that changes when one of them does. */
declare const __PAGE_FILES__: readonly string[];
declare const __PAGE_VERSION__: string;
declare const __CACHE_PREFIX__: string;

// A path has no spaces, so that no page's prefix begins like another's.
const CACHE_PREFIX = `${__CACHE_PREFIX__}${new URL(self.registration.scope).pathname} `;
const CACHE_NAME = CACHE_PREFIX + __PAGE_VERSION__;
const urlOf = (file: string): string => new URL(file, self.registration.scope).href;
const page = urlOf("index.html");
const files = new Set(__PAGE_FILES__.map(urlOf));

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOtherVersions().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname;
  const file = request.mode === "navigate" && url === self.registration.scope ? page : url;
  if (request.method === "GET" && files.has(file)) event.respondWith(fromCache(file, request));
});

// The page asks for its files when it opens, and is answered once they are here.
self.addEventListener("message", (event) => {
  event.waitUntil(keepFiles().then(() => event.ports[0]?.postMessage("kept")));
});

async function install(): Promise<void> {
  await fillCache();
  await self.skipWaiting();
}

/** The worker may outlive its cache, on a device that has forgotten the page. */
async function keepFiles(): Promise<void> {
  if ((await caches.match(page, { cacheName: CACHE_NAME })) === undefined) await fillCache();
}

async function fillCache(): Promise<void> {
  const cache = await caches.open(CACHE_NAME);
  // Past the HTTP cache, which may hold an older index.html.
  await cache.addAll([...files].map((url) => new Request(url, { cache: "reload" })));
}

async function removeOtherVersions(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE_NAME);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function fromCache(file: string, request: Request): Promise<Response> {
  // Not by opening the cache, which would make it again on a device that has forgotten the page.
  return (await caches.match(file, { cacheName: CACHE_NAME })) ?? fetch(request);
}

export {};
