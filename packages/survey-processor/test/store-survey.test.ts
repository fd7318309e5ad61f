import { describe, expect, it } from "vitest";
import { StoreBusyError, type SurveysBucket } from "../src/index.ts";
import { storeSurvey } from "../src/store-survey.ts";
import { instantClock, surveyText } from "./fixtures.ts";
import { sha256Of } from "./memory-stores.ts";

const body = surveyText();
const raw = { key: "k", body, canonicalSha256: sha256Of(body), messageId: "m" };

/** A bucket that answers from two scripts. */
function scripted(
  puts: Awaited<ReturnType<SurveysBucket["putIfAbsent"]>>[],
  occupants: Awaited<ReturnType<SurveysBucket["canonicalSha256"]>>[],
): SurveysBucket {
  return {
    putIfAbsent: async () => puts.shift() ?? "busy",
    canonicalSha256: async () => occupants.shift() ?? "absent",
  };
}

const store = (bucket: SurveysBucket) =>
  storeSurvey(raw, bucket, { clock: instantClock(), signal: new AbortController().signal });

describe("storing a raw survey", () => {
  it.each([
    ["free", ["stored"], [], "stored"],
    ["held by the same survey", ["occupied"], [{ sha256: raw.canonicalSha256 }], "stored"],
    ["held by a different survey", ["occupied"], [{ sha256: "0" }], "conflicting"],
    ["held by something unreadable", ["occupied"], ["unreadable"], "conflicting"],
    ["held, then gone", ["occupied", "stored"], ["absent"], "stored"],
    ["contended (409), then free", ["busy", "busy", "stored"], [], "stored"],
  ] as const)("a key that is %s", async (_, puts, occupants, expected) => {
    expect(await store(scripted([...puts], [...occupants]))).toBe(expected);
  });

  it("gives up on a key that stays contended, so that the message comes back", async () => {
    await expect(store(scripted([], []))).rejects.toBeInstanceOf(StoreBusyError);
  });
});
