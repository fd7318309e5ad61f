import { hostname, userInfo } from "node:os";

/** Who runs this process, as `user@host`; a user without a name, as in some containers, by number. */
export function whoRunsThis(): string {
  return `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "somebody");
  }
}
