export default {
  define: { CONNECTION: process.env.CONNECTION, SURVEY: process.env.SURVEY },
  // The bundle runs where there is no document to look for preloaded modules in.
  build: { modulePreload: { polyfill: false } },
};
