import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { readOutboxView } from "../src/sending/outbox-view.ts";
import { submitSurvey } from "../src/survey/submit-survey.ts";
import { device } from "./device.ts";

describe("what was submitted on a device", () => {
  it("is waiting until the queue has confirmed it, and sent from then on", async () => {
    const { outbox, storage, receipts } = device();
    const first = await submitSurvey(surveyText(), { outbox, receipts });
    expect(await readOutboxView(storage, receipts)).toMatchObject({
      waiting: 1,
      sent: 0,
      refused: 0,
      submissions: [{ state: "waiting" }],
    });
    await outbox.flush();
    await submitSurvey(surveyText({ timestamp: "092821120001" }), { outbox, receipts });
    const view = await readOutboxView(storage, receipts);
    expect(view).toMatchObject({ waiting: 1, sent: 1, refused: 0 });
    const byId = new Map(view.submissions.map(({ id, state }) => [id, state]));
    expect(byId.get("id" in first ? first.id : "")).toBe("sent");
    expect(byId.get("0001092821120001.json")).toBe("waiting");
  });

  it("is refused if it can never be sent", async () => {
    const { outbox, storage, receipts } = device();
    await submitSurvey(surveyText(), { outbox, receipts });
    const [{ key } = { key: "" }] = await storage.list();
    await storage.refuse({ key, text: surveyText() }, [{ code: "too_large" }]);
    const view = await readOutboxView(storage, receipts);
    expect(view).toMatchObject({ waiting: 0, sent: 0, refused: 1, submissions: [{ state: "refused" }] });
  });

  it("counts what another program put there, of which there is no receipt", async () => {
    const { storage, receipts } = device();
    await storage.add("nonsense", "{}");
    const view = () => readOutboxView(storage, receipts);
    expect(await view()).toMatchObject({ waiting: 1, sent: 0, refused: 0, submissions: [] });
    const [{ key } = { key: "" }] = await storage.list();
    await storage.refuse({ key, text: "{}" }, [{ code: "not_json" }]);
    expect(await view()).toMatchObject({ waiting: 0, sent: 0, refused: 1, submissions: [] });
  });
});
