import { join } from "node:path";
import type { StuckEntry } from "../outbox-storage.ts";
import type { FolderItem } from "./folder-items.ts";

const texts = {
  directory: "is a folder, not a survey's file",
  pipe: "is a named pipe, not a survey's file",
  socket: "is a socket, not a survey's file",
  device: "is a device, not a survey's file",
  broken_link: "is a link that leads to no file",
} as const;

/** What an item is that is not being sent, and why; nothing for a file with which nothing is wrong. */
export function stuckEntry(folder: string, item: FolderItem, failure: unknown): StuckEntry[] {
  const path = join(folder, item.key);
  switch (item.kind) {
    case "file":
      return failure === undefined ? [] : [{ path, code: "failing", message: messageOf(failure) }];
    case "failing":
      return [{ path, code: "failing", message: `${path}: ${messageOf(item.error)}` }];
    case "broken_link":
      return [{ path, code: item.kind, message: `${path} ${texts[item.kind]} (${messageOf(item.error)})` }];
    default:
      return [{ path, code: item.kind, message: `${path} ${texts[item.kind]}` }];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
