import { readFile } from "node:fs/promises";

/** Where Linux lists the TCP connections of this machine, with the user of each end that is on it. */
const connections = ["/proc/net/tcp", "/proc/net/tcp6"];
const ESTABLISHED = "01";

/** Whether this system tells which user is at the other end of a connection. */
export const tellsCallingUser: boolean = process.platform === "linux";

/**
 * The user whose process is at the other end of a connection to a port of 127.0.0.1.
 *
 * The other end has to be at 127.0.0.1 as well. Otherwise somebody could use the port of another user's
 * connection, at another address of this machine. A connection that its owner has closed belongs to nobody
 * any more, and Linux then gives 0, root's id. So only an established one counts.
 *
 * @param caller - Address and port of the other end, such as `127.0.0.1:50000`.
 * @param tables - What Linux lists; read from the system if left out.
 * @returns The user's id; undefined when there is no such connection.
 * @see https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html
 */
export async function callingUser(
  caller: string,
  ownPort: number,
  tables: readonly string[] | Promise<readonly string[]> = readTables(),
): Promise<number | undefined> {
  const [, port] = /^(?:::ffff:)?127\.0\.0\.1:(\d+)$/.exec(caller) ?? [];
  if (port === undefined) return undefined;
  const lines = (await tables).flatMap((table) => table.split("\n").slice(1));
  for (const line of lines) {
    const [, local, remote, state, , , , uid, , inode] = line.trim().split(/\s+/);
    const isIt = isLoopback(local, Number(port)) && isLoopback(remote, ownPort);
    if (isIt && state === ESTABLISHED && inode !== "0") return Number(uid);
  }
  return undefined;
}

function readTables(): Promise<string[]> {
  return Promise.all(connections.map((path) => readFile(path, "utf8").catch(() => "")));
}

/** 127.0.0.1 as Linux lists it, alone or mapped into IPv6, and the port, all in hexadecimal. */
function isLoopback(address: string | undefined, port: number): boolean {
  const [, listed] = /^(?:0{16}FFFF0000)?0100007F:([0-9A-F]{4})$/.exec(address ?? "") ?? [];
  return listed !== undefined && Number.parseInt(listed, 16) === port;
}
