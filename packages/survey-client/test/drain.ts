import { parseArgs } from "node:util";
import { drainFolder } from "./drain-folder.ts";

const { values } = parseArgs({
  options: {
    surveys: { type: "string", default: "10000" },
    characters: { type: "string", default: "10000" },
  },
});
const [surveys, characters] = [Number(values.surveys), Number(values.characters)];
const { sent, seconds, idleMb, peakMb } = await drainFolder({ surveys, characters, heapMb: 48 });
console.log(`${sent} waiting surveys of ${characters} characters sent in ${seconds.toFixed(1)} s:
  ${idleMb.toFixed(0)} MB of memory before, ${peakMb.toFixed(0)} MB at the most, of the whole process with a heap of 48 MiB`);
