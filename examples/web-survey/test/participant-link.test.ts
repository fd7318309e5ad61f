import { describe, expect, it } from "vitest";
import { readParticipantLink } from "../src/enrolment/participant-link.ts";

const link = (search: string, hash = "") => readParticipantLink({ search, hash });

describe("a participant's link", () => {
  it("names the participant, and has the enrolment code where no web server sees it", () => {
    expect(link("?participant=0001", "#code=kK3%2Fa%2B")).toEqual({ participant: "0001", code: "kK3/a+" });
    expect(link("", "#code=as+it/is=")).toEqual({ participant: undefined, code: "as+it/is=" });
    expect(link("")).toEqual({ participant: undefined, code: undefined });
    expect(link("?participant=0001&code=seen", "#code=")).toEqual({
      participant: "0001",
      code: undefined,
    });
  });

  it("names nobody whom a survey could not be of", () => {
    expect(link("?participant=a%20b").participant).toBeUndefined();
    expect(link("?participant=").participant).toBeUndefined();
  });
});
