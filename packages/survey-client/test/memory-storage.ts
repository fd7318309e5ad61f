import type { OutboxStorage, RefusedEntry } from "../src/index.ts";

/** The smallest storage: what the outbox's own tests use. It forgets everything at the end. */
export function createMemoryStorage(): OutboxStorage {
  const waiting = new Map<string, { id: string; text: string }>();
  const refused: RefusedEntry[] = [];
  let saved = 0;
  return {
    async add(id, text) {
      const present = [...waiting.values()].find((entry) => entry.id === id);
      if (present !== undefined) return { added: false, text: present.text };
      waiting.set(String(saved++), { id, text });
      return { added: true };
    },
    list: async () => [...waiting].map(([key, { id }]) => ({ key, id })),
    async read(key) {
      const entry = waiting.get(key);
      return entry && { key, text: entry.text };
    },
    remove: async ({ key }) => void waiting.delete(key),
    async refuse({ key, text }, reasons) {
      if (waiting.delete(key)) refused.push({ key, text, reasons });
    },
    refused: async () => refused,
    count: async () => ({ waiting: waiting.size, refused: refused.length }),
  };
}
