import { existsSync } from "node:fs";
import { join } from "node:path";
import { createTableFile, participantsTable } from "@lab/survey-export";
import { testFolder } from "@lab/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerCsv, answerTable } from "../src/query/answer-text.ts";
import { openQueryTables, type QueryTables } from "../src/query/query-tables.ts";

const folder = testFolder();
const { signal } = new AbortController();
let tables: QueryTables;
beforeAll(async () => {
  const people = await createTableFile(join(folder, "participants.parquet"), participantsTable, "parquet");
  const times = ["2026-03-02T08:00:00", "2026-03-03T08:00:00", "2026-03-03T07:00:00.250Z", null] as const;
  await people.write([
    ["0001", 3, ...times],
    ["0002", 1, ...times],
  ]);
  await people.end();
  tables = await openQueryTables(
    folder,
    new Map([
      ["participants", "participants"],
      ["people", "participants"],
    ]),
  );
});
afterAll(() => tables[Symbol.dispose]());

const rowsOf = async (sql: string) => {
  const rows = [];
  for await (const some of (await tables.ask(sql, signal)).rows) rows.push(...some);
  return rows;
};

describe("openQueryTables", () => {
  it("answers from the files, under each name that they have, with times in UTC", async () => {
    expect(await rowsOf("select participant, surveys from people where surveys > 1")).toEqual([["0001", 3]]);
    expect(await rowsOf("select first_submission, last_received_at from participants limit 1")).toEqual([
      ["2026-03-02 08:00:00", "2026-03-03 07:00:00.25+00"],
    ]);
  });

  it.each([
    ["a statement that is wrong", "selec 1", /Parser Error/],
    ["a file", "from read_csv('/etc/hosts')", /Permission Error/],
    ["a file by its name alone", "from '/etc/hosts.csv'", /Permission Error/],
    ["a list of files", "from glob('/etc/*')", /Permission Error/],
    ["a file to write", `copy people to '${folder}/stolen.csv'`, /Permission Error/],
    ["a database to write", `attach '${folder}/stolen.db'`, /Permission Error/],
    ["an extension", "install httpfs", /Permission Error/],
    ["an environment variable", "select getenv('HOME')", /getenv/],
    ["a lock to be opened", "set enable_external_access = true", /has been locked/],
    ["a lock to be opened by the back door", "set allowed_paths = ['/etc/hosts']", /has been locked/],
  ])("refuses %s", async (_, sql, why) => {
    await expect(rowsOf(sql)).rejects.toThrow(why);
    expect([existsSync(join(folder, "stolen.csv")), existsSync(join(folder, "stolen.db"))]).toEqual([
      false,
      false,
    ]);
  });

  it("stops when it is interrupted", async () => {
    const interruption = new AbortController();
    const asked = tables.ask(
      "select count(*) from range(1e12::bigint) a, range(1e12::bigint) b",
      interruption.signal,
    );
    interruption.abort();
    await expect(asked).rejects.toThrow(/Interrupted/);
  });
});

describe("an answer", () => {
  it("shows people the first thousand rows, and how many there are", async () => {
    const { text, rows } = await answerTable(
      await tables.ask("select i, repeat('x', 100) from range(1500) t(i)", signal),
    );
    expect(rows).toBe(1_500);
    expect(text.split("\n")).toHaveLength(1 + 1_000 + 2);
    expect(text).toMatch(/^ {2}999 +x{59}…$/m);
    expect(text).toContain("1,500 rows, of which the first 1,000 are shown.");
  });

  it("is CSV as an export writes it", async () => {
    let text = "";
    for await (const part of answerCsv(await tables.ask("select '=1' a, 2 b, null c, [1, 2] d", signal)))
      text += part;
    expect(text).toBe(`\uFEFFa,b,c,d\r\n'=1,2,,"[1,2]"\r\n`);
  });
});
