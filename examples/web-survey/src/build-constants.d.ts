// Written in by the build, see build/cache-page-offline.ts.

/** What the names of all caches of survey pages begin with; the page's folder, a space and a version follow. */
declare const __CACHE_PREFIX__: string;
