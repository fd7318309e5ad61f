export default {
  define: { CONNECTION: process.env.CONNECTION },
  // The bundle runs where there is no document to look for preloaded modules in.
  build: { modulePreload: { polyfill: false } },
};
