export { leftIn, temporaryDirectoryVariables } from "./temporary-directory.ts";
export { testFolder } from "./test-folder.ts";
export { testSeed } from "./test-seed.ts";
