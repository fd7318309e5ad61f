// fast-check as every test uses it: with the run's seed. It prints the seed and the shortest failing case.
import { configureGlobal, readConfigureGlobal } from "fast-check";
import { testSeed } from "./test-seed.ts";

configureGlobal({ ...readConfigureGlobal(), seed: testSeed });

export { default } from "fast-check";
