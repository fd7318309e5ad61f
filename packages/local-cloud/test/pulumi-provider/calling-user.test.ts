import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { callingUser } from "../../src/pulumi-provider/calling-user.ts";

const HEADER =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const line = (local: string, remote: string, state: string, uid: number, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 ${uid}        0 ${inode} 2 0`;
const table = (...lines: string[]) => [HEADER, ...lines, ""].join("\n");

const [caller, own] = ["0100007F:C350", "0100007F:1F90"];
const mapped = (address: string) => `0000000000000000FFFF0000${address}`;
const userIn = (...lines: string[]) => callingUser("127.0.0.1:50000", 8_080, [table(...lines)]);

describe("the user at the other end of a connection", () => {
  it("is the owner of the caller's end, not of ours", async () => {
    expect(await userIn(line(own, caller, "01", 1_000, 7), line(caller, own, "01", 1_001, 8))).toBe(1_001);
    expect(await userIn(line(own, caller, "01", 1_000, 7))).toBeUndefined();
  });

  it("is found among IPv6's connections as well, where a program uses them for IPv4", async () => {
    const tables = [table(), table(line(mapped(caller), mapped(own), "01", 1_001, 8))];
    expect(await callingUser("127.0.0.1:50000", 8_080, tables)).toBe(1_001);
  });

  it.each([
    ["is closed already, for which Linux gives root", line(caller, own, "06", 0, 0)],
    ["was given up by its owner", line(caller, own, "01", 0, 0)],
    ["is being closed", line(caller, own, "04", 1_000, 8)],
    ["has another port", line("0100007F:C351", own, "01", 1_000, 8)],
    ["goes to another port", line(caller, "0100007F:1F91", "01", 1_000, 8)],
    ["comes from another machine", line("0100A8C0:C350", own, "01", 1_000, 8)],
  ])("is unknown when the connection %s", async (_name, listed) => {
    expect(await userIn(listed)).toBeUndefined();
  });
});

describe("on Linux", () => {
  const open: Socket[] = [];
  afterEach(() => open.splice(0).forEach((socket) => void socket.destroy()));

  it.each(["127.0.0.1", "::ffff:127.0.0.1"])(
    "a real connection to %s has this process's user",
    async (host) => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      if (address === null || typeof address === "string") throw new TypeError("the server has no port");
      const { port } = address;
      const accepted = once(server, "connection");
      open.push(connect(port, host));
      const [socket]: Socket[] = await accepted;
      expect(await callingUser(`${socket?.remoteAddress}:${socket?.remotePort}`, port)).toBe(
        process.getuid?.(),
      );
      socket?.destroy();
      server.close();
    },
  );

  it("whoever uses the same port of another address passes for nobody", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new TypeError("the server has no port");
    const { port } = address;
    const connectFrom = async (localAddress: string, localPort?: number): Promise<Socket> => {
      const accepted = once(server, "connection");
      const options = { host: "127.0.0.1", port, localAddress };
      open.push(connect(localPort === undefined ? options : { ...options, localPort }));
      const [socket]: Socket[] = await accepted;
      if (socket === undefined) throw new TypeError("no connection");
      open.push(socket);
      return socket;
    };
    const known = await connectFrom("127.0.0.1");
    const disguised = await connectFrom("127.0.0.2", known.remotePort);
    expect(disguised.remotePort).toBe(known.remotePort);
    const userOf = ({ remoteAddress, remotePort }: Socket) =>
      callingUser(`${remoteAddress}:${remotePort}`, port);
    expect(await userOf(known)).toBe(process.getuid?.());
    expect(await userOf(disguised)).toBeUndefined();
    server.close();
  });
});
