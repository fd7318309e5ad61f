// Saves surveys in a folder, and prints what came of each.
import { createFolderStorage, createOutbox } from "../src/node.ts";

const [folder = "", ...surveys] = process.argv.slice(2);
const outbox = createOutbox({ storage: createFolderStorage(folder), client: { sendAll: async () => [] } });
const results: unknown[] = [];
for (const survey of surveys) {
  try {
    results.push({ saved: (await outbox.save(survey)).id });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const { name, code, message } = error;
    results.push({ name, code, message });
  }
}
console.log(JSON.stringify(results));
