import { createOutbox, type SendOutcome } from "@lab/survey-client";
import { createIndexedDbStorage } from "@lab/survey-client/indexed-db";
import "fake-indexeddb/auto";
import { createReceipts } from "../src/study/receipts.ts";

let devices = 0;

/** What the page has on a device, with a queue that takes every survey. */
export function device() {
  devices += 1;
  const storage = createIndexedDbStorage({ name: `outbox-${devices}` });
  const sent: unknown[] = [];
  const outbox = createOutbox({
    storage,
    client: {
      async sendAll(surveys) {
        return Array.from(surveys, (survey): SendOutcome => {
          sent.push(survey);
          return { status: "sent", messageId: String(sent.length) };
        });
      },
    },
  });
  return { outbox, storage, receipts: createReceipts(`receipts-${devices}`), sent };
}
