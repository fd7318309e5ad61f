import { describe, expect, it } from "vitest";
import * as messages from "../src/page/sending-messages.ts";
import type { SubmissionState } from "../src/sending/outbox-view.ts";
import type { SendingState } from "../src/sending/sending-state.ts";
import { en } from "../src/words/en.ts";

const bannerMessage = (state: SendingState) => messages.bannerMessage(state, en, "en-GB");
const receiptMessage = (submission: SubmissionState, state: SendingState) =>
  messages.receiptMessage(submission, state, en);

const well = {
  online: true,
  nextTry: undefined,
  denied: false,
  codeOfAnother: false,
  outdated: false,
  waiting: 0,
  deniedOthers: [],
  undeliverable: 0,
};
const nextTry = Date.UTC(2026, 0, 1, 12, 0, 0);

describe("the banner", () => {
  it("says nothing while all goes well, also while surveys are being sent", () => {
    expect(bannerMessage(well)).toBe("");
    expect(bannerMessage({ ...well, waiting: 3 })).toBe("");
    expect(bannerMessage({ ...well, nextTry })).toBe("");
  });

  it("says that the device is offline, and how many surveys wait", () => {
    expect(bannerMessage({ ...well, online: false })).toMatch(/^You are offline\..*later\.$/);
    expect(bannerMessage({ ...well, online: false, waiting: 1 })).toMatch(/1 survey is waiting\.$/);
    expect(bannerMessage({ ...well, online: false, waiting: 2 })).toMatch(/2 surveys are waiting\.$/);
  });

  it("says when the lab is tried again", () => {
    expect(bannerMessage({ ...well, waiting: 2, nextTry })).toMatch(/2 surveys are kept .* next try at .*\d/);
  });

  it("says what to do on a device that may not send", () => {
    const state = { ...well, waiting: 2, nextTry, denied: true };
    expect(bannerMessage(state)).toMatch(/open the link .* 2 surveys are kept/);
    expect(bannerMessage({ ...state, codeOfAnother: true })).toMatch(
      /belongs to another participant.* 2 surveys/,
    );
  });

  it("says of the surveys that wait for somebody else or for another queue whose they are, and counts each once", () => {
    const deniedOthers = [{ participant: "0002", waiting: 1 }];
    expect(bannerMessage({ ...well, waiting: 1, deniedOthers })).toBe(
      "1 survey is kept on this device until the link of participant 0002 is opened.",
    );
    const state = { ...well, waiting: 6, nextTry, deniedOthers, undeliverable: 2 };
    expect(bannerMessage(state)).toMatch(
      /^The lab cannot be reached.* 3 surveys are kept.* 1 survey is .*0002.* 2 surveys are .*study has moved/,
    );
  });

  it("asks to open a page again that is older than its configuration", () => {
    expect(bannerMessage({ ...well, waiting: 1, nextTry, outdated: true })).toMatch(
      /close it and open it again/,
    );
  });
});

describe("the receipt", () => {
  it("says arrived of a sent survey only, and that it is not judged yet", () => {
    const states = [
      well,
      { ...well, online: false },
      { ...well, nextTry },
      { ...well, nextTry, denied: true },
    ];
    for (const state of states) {
      expect(receiptMessage("sent", state)).toMatch(/arrived safely.*checks them before they count/);
      expect(receiptMessage("waiting", state)).toMatch(/^Kept on this device/);
      expect(receiptMessage("waiting", state)).not.toMatch(/arrived/);
      expect(receiptMessage("refused", state)).toMatch(/tell the lab/);
    }
  });
});
