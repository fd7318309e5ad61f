import { randomUUID } from "node:crypto";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const temporary = new RegExp(`^\\.${UUID}\\.tmp$`);
const leaving = new RegExp(`^\\.${UUID}\\.leaving$`);

/** A new name for a file that is not complete yet. */
export function temporaryName(): string {
  return `.${randomUUID()}.tmp`;
}

/** A new name for a file on its way out of the folder. If its process dies, it comes back as a waiting one. */
export function leavingName(): string {
  return `.${randomUUID()}.leaving`;
}

/**
 * Whether this code made the name. Other programs use `.tmp` and the like too. Files with any other name must
 * never be removed or moved without having been read.
 */
export function isTemporaryName(name: string): boolean {
  return temporary.test(name);
}

export function isLeavingName(name: string): boolean {
  return leaving.test(name);
}
