import { request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { serveReport } from "../src/index.ts";

/** Asks as a browser does that was led to this computer by another name. */
async function askAs(host: string, url: string): Promise<{ status: number | undefined; body: string }> {
  return await new Promise((resolve, reject) => {
    request(url, { headers: { host } }, async (reply) => {
      resolve({ status: reply.statusCode, body: await text(reply) });
    })
      .once("error", reject)
      .end();
  });
}

describe("serveReport", () => {
  it("shows the page as it is now, on this computer, until it is disposed of", async () => {
    let page = "first";
    const served = await serveReport(() => page);
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{24}\/$/);
    const reply = await fetch(served.url);
    expect([await reply.text(), reply.headers.get("cache-control")]).toEqual(["first", "no-store"]);
    page = "second";
    expect(await (await fetch(served.url)).text()).toBe("second");
    await served[Symbol.asyncDispose]();
    await expect(fetch(served.url)).rejects.toThrow();
  });

  it("shows it neither at another path, nor to a page that calls this computer by another name", async () => {
    await using served = await serveReport(() => "secret");
    const { host, origin } = new URL(served.url);
    for (const reply of [await askAs(host, origin), await askAs("evil.example", served.url)]) {
      expect(reply).toEqual({ status: 404, body: "There is no such page.\n" });
    }
    expect(await askAs(host, served.url)).toEqual({ status: 200, body: "secret" });
  });
});
