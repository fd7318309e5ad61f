import { describe, expect, it } from "vitest";
import { bannerMessage, receiptMessage } from "../src/page/sending-messages.ts";

const well = { online: true, nextTry: undefined, denied: false, waiting: 0 };
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
  });
});

describe("the receipt", () => {
  it("says received of a sent survey only", () => {
    const states = [
      well,
      { ...well, online: false },
      { ...well, nextTry },
      { ...well, nextTry, denied: true },
    ];
    for (const state of states) {
      expect(receiptMessage("sent", state)).toMatch(/received/);
      expect(receiptMessage("waiting", state)).toMatch(/^Kept on this device/);
      expect(receiptMessage("waiting", state)).not.toMatch(/received/);
      expect(receiptMessage("refused", state)).toMatch(/tell the lab/);
    }
  });
});
