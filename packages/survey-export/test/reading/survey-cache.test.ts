import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import { type CachedSurvey, forgetCached, surveyCache } from "../../src/reading/survey-cache.ts";

const cached = (key: string, body = `{"key":"${key}"}`): CachedSurvey => ({
  key,
  etag: "e",
  sha256: hash("sha256", body),
  body,
});

function start() {
  const folder = testFolder();
  return { folder, place: join(folder, "bucket"), cache: surveyCache(folder, "bucket") };
}

describe("surveyCache", () => {
  it("gives back what was put, and nothing of anybody else", async () => {
    const { cache } = start();
    const surveys = [cached("a"), cached("b", 'new\nline "quoted" 😀')];
    await cache.write("1", surveys);
    expect([...(await cache.read("1")).values()]).toEqual(surveys);
    expect((await cache.read("10")).size).toBe(0);
    await cache.write("1", [cached("c")]);
    expect([...(await cache.read("1")).keys()]).toEqual(["c"]);
  });

  it("takes ids for different that differ in the case of letters alone", async () => {
    const { cache, place } = start();
    await cache.write("ab", [cached("lower")]);
    await cache.write("AB", [cached("upper")]);
    expect(new Set(readdirSync(place).map((name) => name.toLowerCase())).size).toBe(2);
  });

  it("is for its user alone", async () => {
    const { cache, place } = start();
    await cache.write("1", [cached("a")]);
    const modes = [place, join(place, readdirSync(place)[0] ?? "")].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600]);
  });

  it("does not believe a body that has changed, nor a line that was cut", async () => {
    const { cache, place } = start();
    await cache.write("1", [cached("a"), cached("b"), cached("c")]);
    const path = join(place, readdirSync(place)[0] ?? "");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('key\\":\\"a', 'key\\":\\"x').slice(0, -5));
    expect([...(await cache.read("1")).keys()]).toEqual(["b"]);
  });

  it("keeps nobody but those who are named, and nothing that a process left behind that is no more", async () => {
    const { cache, place } = start();
    for (const id of ["1", "2"]) await cache.write(id, [cached(`of ${id}`)]);
    const [one = ""] = readdirSync(place).filter((name) =>
      readFileSync(join(place, name), "utf8").includes("of 1"),
    );
    const beside = { abandoned: `${one}.99999999-0123abcd`, written: `${one}.${process.pid}-0123abcd` };
    for (const name of Object.values(beside)) writeFileSync(join(place, name), "");
    await cache.keepOnly(["1"]);
    expect(readdirSync(place).sort()).toEqual([one, beside.written]);
  });

  it("forgets a participant, and says how much there was", async () => {
    const { cache, folder, place } = start();
    await cache.write("1", [cached("a"), cached("b")]);
    expect(await forgetCached(folder, "bucket", "1")).toBe(2);
    expect(readdirSync(place)).toEqual([]);
    expect(await forgetCached(folder, "bucket", "1")).toBe(0);
  });

  it("is empty before anything was put", async () => {
    const { cache } = start();
    await cache.keepOnly([]);
    expect((await cache.read("1")).size).toBe(0);
  });
});
