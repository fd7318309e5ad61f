import fc from "@lab/testing/fast-check";
import { surveyText } from "@lab/testing/survey";
import { timestampOf } from "./pipeline.ts";

/** What SQS takes in a message (SQS API reference, SendMessage): these characters, and at least one of them. */
const NOT_IN_MESSAGES = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const asMessage = (text: string): string => text.replace(NOT_IN_MESSAGES, "") || " ";

/** At the edges of what SQS, XML and UTF-8 allow. */
const oddCharacters = [
  ..."\t\n\r \u007f\u0080\u0085\u009f\u00a0\u00ad\u200b\u200d\u2028\u2029\u202e\ud7ff\ue000\ufdd0\ufeff\ufffc\ufffd",
  ..."𐀀\u{1fffe}\u{1ffff}😀\u{e0001}\u{10fffd}\u{10ffff}",
  ...`"'\\/&<>{}[]%$#?*:;|\``,
];
const odd = fc.string({ unit: fc.constantFrom(...oddCharacters), maxLength: 40 });
const anyText = fc.oneof(odd, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));

const randomBytes = fc
  .uint8Array({ maxLength: 500 })
  .chain((bytes) =>
    fc.constantFrom("utf8" as const, "latin1" as const).map((as) => Buffer.from(bytes).toString(as)),
  );

const paths = [
  "",
  ".",
  "..",
  "../0001",
  "..%2f0001",
  "a/b",
  "/",
  "\\",
  "0001/",
  "%2e%2e",
  "0001\n",
  "\t0001",
  "0001\u0000",
  "٠٠٠١",
  "０００１",
  "0001.json",
  "0001092821120000",
  "0001092821120000.json",
  "2021-09-28",
  "undelivered",
  "con",
  "$HOME",
  "*",
  "a b",
  "-",
  "_",
  "--help",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "é",
  "e\u0301",
  "😀",
  "x".repeat(64),
  "x".repeat(65),
  "x".repeat(1_025),
];
const userId = fc.oneof(fc.constantFrom(...paths), anyText, fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/));

const numbers = [
  "0",
  "-0",
  "0.0",
  "1",
  "1.0",
  "1e0",
  "10e-1",
  "5",
  "5.000",
  "6",
  "-1",
  "3",
  "3.0000000000000001",
  "3.0000000000000005",
  "3.1",
  "0.1",
  "5e-324",
  "1e-400",
  "1.7976931348623157e308",
  "1e309",
  "-1e309",
  "9007199254740991",
  "9007199254740992",
  "-9007199254740991",
  "-9007199254740992",
  "1E20",
  `1${"0".repeat(400)}`,
  `0.${"0".repeat(400)}1`,
  "01",
  "+1",
  ".5",
  "0x1",
  "NaN",
  "Infinity",
];
const timestamps = [
  "092821120000",
  "022924000000",
  "022923000000",
  "000000000000",
  "123199235959",
  "130121120000",
  "092821240000",
  "０９２８２１１２００００",
  "0928211200",
  "092821120000 ",
  "",
];

/** A value as text, so that nothing of it is lost in a JavaScript object first. */
const rawValue = fc.oneof(
  fc.constantFrom(...numbers, "null", "true", "{}", "[]", "undefined", '"\\ud800"', '"\\u0000"', '"\\u005f"'),
  anyText.map((text) => JSON.stringify(text)),
  anyText.map((text) => `"${text}"`),
  fc.json({ maxDepth: 4 }),
);
const rawName = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "toJSON",
    "",
    "user_id",
    "USER_ID",
    "q1",
    "\\u0071\\u0031",
    "then",
  ),
  fc.constantFrom(...paths).map((text) => JSON.stringify(text).slice(1, -1)),
  odd.map((text) => JSON.stringify(text).slice(1, -1)),
  fc.integer({ min: 1, max: 3_000 }).map((length) => "k".repeat(length)),
);

/** A survey in which some fields are odd, some missing, some twice, and some nobody asked for. */
const oddSurvey = fc
  .record({
    user_id: fc.option(
      userId.map((text) => JSON.stringify(text)),
      { freq: 2 },
    ),
    timestamp: fc.option(
      fc.constantFrom(...timestamps).map((text) => JSON.stringify(text)),
      { freq: 2 },
    ),
    change: fc.option(
      fc.tuple(fc.constantFrom("time_elapsed", "q1", "q3", "q5", "freetext", "user_id"), rawValue),
      { freq: 2 },
    ),
    missing: fc.option(fc.constantFrom("user_id", "timestamp", "time_elapsed", "q2", "freetext"), {
      freq: 1,
    }),
    extras: fc.array(fc.tuple(rawName, rawValue), { maxLength: 4 }),
    first: fc.boolean(),
    space: fc.constantFrom("", " ", "\n", "\r\n\t"),
    second: fc.nat(86_399),
  })
  .map(({ user_id, timestamp, change, missing, extras, first, space, second }) => {
    const valid: Record<string, unknown> = JSON.parse(surveyText({ timestamp: timestampOf(second) }));
    const fields = new Map(Object.entries(valid).map(([name, value]) => [name, JSON.stringify(value)]));
    if (user_id !== null) fields.set("user_id", user_id);
    if (timestamp !== null) fields.set("timestamp", timestamp);
    if (change !== null) fields.set(...change);
    if (missing !== null && extras.length > 2) fields.delete(missing);
    const entries = first ? [...extras, ...fields] : [...fields, ...extras];
    return `${space}{${entries.map(([name, value]) => `"${name}"${space}:${value}`).join(`,${space}`)}}${space}`;
  });

/** Deep, closed or not, alone or in a survey. */
const deep = fc
  .record({
    depth: fc.oneof(fc.integer({ min: 1, max: 130 }), fc.constantFrom(1_000, 20_000)),
    open: fc.constantFrom("[", '{"a":', '{"__proto__":', '[[],{"":'),
    closed: fc.boolean(),
    inSurvey: fc.boolean(),
  })
  .map(({ depth, open, closed, inSurvey }) => {
    const close = [...open.replaceAll("[]", "")]
      .reverse()
      .map((c) => ({ "[": "]", "{": "}" })[c] ?? "")
      .join("");
    const nested = `${open.repeat(depth)}1${closed ? close.repeat(depth) : ""}`;
    return inSurvey ? surveyText({ extra: "DEEP" }).replace('"DEEP"', nested) : nested;
  });

const cut = oddSurvey.chain((text) => fc.nat(text.length).map((length) => text.slice(0, length)));

/** Message bodies that a queue takes, of up to some thousand bytes each, most of them nothing that a device of ours sends. */
export const junkBody: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 2, arbitrary: randomBytes },
    { weight: 2, arbitrary: anyText },
    { weight: 1, arbitrary: fc.json() },
    { weight: 8, arbitrary: oddSurvey },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: deep },
  )
  .map(asMessage);
