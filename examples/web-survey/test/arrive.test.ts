import { beforeEach, describe, expect, it } from "vitest";
import "fake-indexeddb/auto";
import { type Arrival, arrive } from "../src/enrolment/arrive.ts";
import type { CheckedCode } from "../src/enrolment/check-code.ts";
import { createParticipants, type Participants } from "../src/study/participants.ts";

/** What the vending endpoint would say of the codes that were given out. */
const owners: Readonly<Record<string, string>> = { "code-1": "0001", "new-code-1": "0001", "code-2": "0002" };

let devices = 0;
let participants: Participants;
let questions: string[];
let checked: string[];
beforeEach(() => {
  devices += 1;
  participants = createParticipants(`participants-${devices}`);
  questions = [];
  checked = [];
});

interface Circumstances {
  readonly answer?: "keep" | "change";
  readonly endpoint?: "reachable" | "unreachable" | "unavailable" | "none";
}

/** Opens a link. */
function open(
  participant: string | undefined,
  code?: string,
  { answer = "keep", endpoint = "reachable" }: Circumstances = {},
): Promise<Arrival> {
  const check = async (asked: string): Promise<CheckedCode> => {
    checked.push(asked);
    if (endpoint === "unreachable" || endpoint === "unavailable") return { status: endpoint };
    const owner = owners[asked];
    return owner === undefined ? { status: "unknown" } : { status: "known", participant: owner };
  };
  return arrive(
    { participant, code },
    {
      participants,
      check: endpoint === "none" ? undefined : check,
      async mayChange(from, to) {
        questions.push(`${from} → ${to}`);
        return answer === "change";
      },
    },
  );
}

async function expectDevice(current: string | undefined, codes: Readonly<Record<string, string>>) {
  expect(await participants.current()).toBe(current);
  for (const user_id of ["0001", "0002", "evil"]) {
    expect(await participants.codeOf(user_id)).toBe(codes[user_id]);
  }
}

describe("who opens a link on a device that nobody has used", () => {
  it("answers, and is enrolled with the code that is theirs", async () => {
    expect(await open("0001", "code-1")).toEqual({ user_id: "0001" });
    await expectDevice("0001", { "0001": "code-1" });
    expect(questions).toEqual([]);
  });

  it("is whoever the code belongs to, where the link names nobody", async () => {
    expect(await open(undefined, "code-2")).toEqual({ user_id: "0002" });
    await expectDevice("0002", { "0002": "code-2" });
  });

  it("is not enrolled with a code that is somebody else's, or nobody's", async () => {
    expect(await open("0001", "code-2")).toEqual({ user_id: undefined, problem: "code_of_another" });
    expect(await open("0001", "no-code")).toEqual({ user_id: "0001", problem: "code_unknown" });
    await expectDevice(undefined, {});
  });

  it("is enrolled with a code that cannot be checked yet, if the link says whose it is", async () => {
    const unreachable = { endpoint: "unreachable" } as const;
    expect(await open(undefined, "code-1", unreachable)).toEqual({
      user_id: undefined,
      problem: "code_unchecked",
    });
    await expectDevice(undefined, {});
    expect(await open("0001", "code-1", unreachable)).toEqual({ user_id: "0001" });
    await expectDevice("0001", { "0001": "code-1" });
  });

  it("answers without being remembered, without a code", async () => {
    expect(await open("0001")).toEqual({ user_id: "0001" });
    expect(await open(undefined)).toEqual({ user_id: undefined });
    await expectDevice(undefined, {});
  });
});

describe("on a device on which 0001 answers", () => {
  beforeEach(() => participants.enrol("0001", "code-1"));

  it("the same link again, and none, change nothing and ask nothing", async () => {
    for (const link of [open("0001", "code-1"), open("0001"), open(undefined), open(undefined, "code-1")]) {
      expect(await link).toEqual({ user_id: "0001" });
    }
    await expectDevice("0001", { "0001": "code-1" });
    expect(questions).toEqual([]);
  });

  it("their code is not checked again, so the link needs no network", async () => {
    for (const endpoint of ["reachable", "unreachable", "unavailable"] as const) {
      expect(await open("0001", "code-1", { endpoint })).toEqual({ user_id: "0001" });
    }
    expect(checked).toEqual([]);
  });

  it("a new code of theirs replaces the old one once it is known to be theirs", async () => {
    expect(await open("0001", "new-code-1", { endpoint: "unreachable" })).toEqual({
      user_id: "0001",
      problem: "code_unchecked",
    });
    expect(await open("0001", "new-code-1", { endpoint: "unavailable" })).toEqual({
      user_id: "0001",
      problem: "code_check_failed",
    });
    await expectDevice("0001", { "0001": "code-1" });
    expect(await open("0001", "new-code-1")).toEqual({ user_id: "0001" });
    await expectDevice("0001", { "0001": "new-code-1" });
    expect(questions).toEqual([]);
  });

  it.each([
    ["evil", undefined],
    ["0002", "code-2"],
    [undefined, "code-2"],
  ])(
    "a link for %s with the code %s asks, and changes nothing if they keep it",
    async (participant, code) => {
      expect(await open(participant, code)).toEqual({ user_id: "0001" });
      expect(questions).toEqual([`0001 → ${participant ?? "0002"}`]);
      await expectDevice("0001", { "0001": "code-1" });
    },
  );

  it("another one answers after a change, and the first one's code stays for what waits", async () => {
    expect(await open("0002", "code-2", { answer: "change" })).toEqual({ user_id: "0002" });
    await expectDevice("0002", { "0001": "code-1", "0002": "code-2" });
    expect(await open("0001", "code-1", { answer: "change" })).toEqual({ user_id: "0001" });
    await expectDevice("0001", { "0001": "code-1", "0002": "code-2" });
    expect(questions).toEqual(["0001 → 0002", "0002 → 0001"]);
  });

  it("another one answers without a code after a change, and is remembered", async () => {
    expect(await open("0002", undefined, { answer: "change" })).toEqual({ user_id: "0002" });
    await expectDevice("0002", { "0001": "code-1" });
  });

  it("a code of somebody else is refused without a question", async () => {
    expect(await open("0001", "code-2")).toEqual({ user_id: "0001", problem: "code_of_another" });
    expect(await open("0002", "no-code")).toEqual({ user_id: "0001", problem: "code_unknown" });
    await expectDevice("0001", { "0001": "code-1" });
    expect(questions).toEqual([]);
  });

  it("a code means nothing to a study without codes", async () => {
    expect(await open("0001", "code-9", { endpoint: "none" })).toEqual({ user_id: "0001" });
    await expectDevice("0001", { "0001": "code-1" });
    expect(checked).toEqual([]);
  });
});
