import { readFile } from "node:fs/promises";
import { isDate, isKnownTimezone, userIdSchema } from "@lab/survey-schema";
import { parse } from "csv-parse/sync";
import { type Roster, type RosterEntry, RosterError } from "./roster.ts";

const columns = ["participant", "start", "end", "group", "timezone", "test"];
/** So many mistakes are told at once. */
const TOLD = 10;

/**
 * Reads a roster: a CSV file with one participant in each line. Commas or semicolons are between the columns, as spreadsheets write them.
 *
 * @throws RosterError naming the mistakes with their lines; an error of the file system.
 */
export async function readRoster(path: string): Promise<Roster> {
  return parseRoster(await readFile(path, "utf8"), path);
}

/** The same of a text. */
export function parseRoster(text: string, path: string): Roster {
  const [header = [], ...lines] = recordsOf(text, path);
  const problems = header
    .filter((name) => !columns.includes(name))
    .map((name) => `the column ${JSON.stringify(name)} is not known`);
  if (!header.includes("participant")) problems.push("the column participant is missing");
  if (problems.length > 0) throw new RosterError(path, problems);
  const roster = new Map<string, RosterEntry>();
  for (const [index, line] of lines.entries()) {
    const cells = new Map(header.map((name, i) => [name, line[i]?.trim() ?? ""]));
    const cell = (name: string) => cells.get(name) || undefined;
    const id = cell("participant") ?? "";
    const wrong = mistakes(cell);
    if (roster.has(id)) wrong.push(`${id} is there twice`);
    problems.push(...wrong.map((what) => `line ${index + 2}, ${what}`));
    roster.set(id, entryOf(cell));
  }
  if (problems.length > TOLD) {
    problems.splice(TOLD, problems.length, `and ${problems.length - TOLD} more mistakes`);
  }
  if (problems.length > 0) throw new RosterError(path, problems);
  return roster;
}

type CellOf = (name: string) => string | undefined;

function recordsOf(text: string, path: string): string[][] {
  const [first = ""] = text.split("\n", 1);
  try {
    return parse(text, {
      bom: true,
      delimiter: first.includes(";") ? ";" : ",",
      relaxColumnCount: true,
      skipEmptyLines: true,
    });
  } catch (error) {
    throw new RosterError(path, [error instanceof Error ? error.message : String(error)]);
  }
}

function mistakes(cell: CellOf): string[] {
  const wrong: string[] = [];
  const {
    participant = "",
    start,
    end,
    timezone,
    test,
  } = Object.fromEntries(columns.map((name) => [name, cell(name)]));
  if (!userIdSchema.safeParse(participant).success) {
    wrong.push(`participant ${JSON.stringify(participant)} must be 1 to 64 of A-Z a-z 0-9 _ -`);
  }
  for (const [name, date] of [
    ["start", start],
    ["end", end],
  ] as const) {
    if (date !== undefined && !isDate(date))
      wrong.push(`${name} ${JSON.stringify(date)} must be a date like 2026-03-02`);
  }
  if (start !== undefined && end !== undefined && end < start) wrong.push("end must not be before start");
  if (timezone !== undefined && !isKnownTimezone(timezone)) {
    wrong.push(`timezone ${JSON.stringify(timezone)} is not known; write one like Europe/Berlin`);
  }
  if (test !== undefined && !/^(?:yes|no)$/i.test(test))
    wrong.push(`test ${JSON.stringify(test)} must be yes or no`);
  return wrong;
}

function entryOf(cell: CellOf): RosterEntry {
  const { start, end, group, timezone, test } = Object.fromEntries(columns.map((name) => [name, cell(name)]));
  return {
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(group !== undefined && { group }),
    ...(timezone !== undefined && { timezone }),
    ...(test?.toLowerCase() === "yes" && { test: true }),
  };
}
