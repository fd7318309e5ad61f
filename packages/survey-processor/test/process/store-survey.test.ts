import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { StoreBusyError, type SurveysBucket } from "../../src/index.ts";
import { storeSurvey } from "../../src/process/store-survey.ts";
import { instantClock } from "../fixtures.ts";
import { sha256Of } from "../memory-stores.ts";

const body = surveyText();
const raw = {
  key: "k",
  body,
  canonicalSha256: sha256Of(body),
  messageId: "m",
  receivedAt: "2021-09-28T16:00:00.000Z",
};
/** The same survey as another message brought it before. */
const before = {
  canonicalSha256: raw.canonicalSha256,
  etag: "before",
  receivedAt: "2021-09-28T15:00:00.000Z",
};
const put = { etag: "put" };
const asPut = { canonicalSha256: raw.canonicalSha256, etag: "put", receivedAt: raw.receivedAt };

/** A bucket that answers from two scripts. */
function scripted(
  puts: Awaited<ReturnType<SurveysBucket["putIfAbsent"]>>[],
  occupants: Awaited<ReturnType<SurveysBucket["occupant"]>>[],
): SurveysBucket {
  return {
    putIfAbsent: async () => puts.shift() ?? "busy",
    occupant: async () => occupants.shift() ?? "absent",
  };
}

const store = (bucket: SurveysBucket) =>
  storeSurvey(raw, bucket, { clock: instantClock(), signal: new AbortController().signal });

describe("storing a raw survey", () => {
  it.each([
    ["free", [put], [], asPut],
    ["held by the same survey", ["occupied"], [before], before],
    ["held by a different survey", ["occupied"], [{ ...before, canonicalSha256: "0" }], "conflicting"],
    ["held by something unreadable", ["occupied"], ["unreadable"], "conflicting"],
    ["held, then gone", ["occupied", put], ["absent"], asPut],
    ["contended (409), then free", ["busy", "busy", put], [], asPut],
  ] as const)("a key that is %s", async (_, puts, occupants, expected) => {
    expect(await store(scripted([...puts], [...occupants]))).toEqual(expected);
  });

  it("gives up on a key that stays contended, so that the message comes back", async () => {
    await expect(store(scripted([], []))).rejects.toBeInstanceOf(StoreBusyError);
  });
});
