// Sends everything that waits in a folder, and prints how much, how fast and with how much memory.
import { createFolderStorage, createOutbox, createSurveyClient } from "../src/node.ts";

const [folder = "", queueUrl = "", endpoint = ""] = process.argv.slice(2);
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const client = createSurveyClient({ queueUrl, endpoint, region: "eu-central-1", credentials });
const outbox = createOutbox({ storage: createFolderStorage(folder), client });
const idleMb = process.memoryUsage.rss() / 1e6;
const start = performance.now();
const { sent } = await outbox.flush();
const seconds = (performance.now() - start) / 1_000;
const { waiting } = await outbox.status();
client.close();
console.log(JSON.stringify({ sent, waiting, seconds, idleMb, peakMb: process.resourceUsage().maxRSS / 1e3 }));
