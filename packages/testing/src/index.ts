export { testFolder } from "./test-folder.ts";
export { testSeed } from "./test-seed.ts";
