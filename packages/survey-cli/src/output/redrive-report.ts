import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import type { RedriveOutcome, UndeliveredListing, UnreadableListing } from "@lab/survey-stack";

const n = (value: number) => value.toLocaleString("en");

/** Undelivered surveys for people to read: one a line, and what to do with them. */
export function listReport(listings: readonly (UndeliveredListing | UnreadableListing)[]): string {
  if (listings.length === 0) return styleText(["bold", "green"], "No survey is undelivered.");
  const rows = listings.map((listing) =>
    "unreadable" in listing
      ? [listing.messageId, listing.unreadable, "", ""]
      : [listing.messageId, listing.firstSent, n(listing.receives), `${n(listing.size)} bytes`],
  );
  return [
    columns(rows, ["message", "first sent", "receives", "size"]),
    "",
    styleText("bold", `${n(listings.length)} undelivered. With --run they are given to the processor again.`),
  ].join("\n");
}

/** Why a survey was not redriven, in a line; undefined when it was. */
export function describeOutcome(outcome: RedriveOutcome): string | undefined {
  switch (outcome.status) {
    case "redriven":
      return undefined;
    case "failed":
      return `${outcome.messageId}  failed: ${outcome.reason}`;
    case "withdrawn":
      return `${outcome.messageId}  is not judged again. Its participant has withdrawn`;
    case "missing":
      return `${outcome.messageId}  is not undelivered. It was redriven already, or never given up`;
  }
}

/** The sum of a run, for people to read. */
export function runReport(outcomes: readonly RedriveOutcome[]): string {
  const count = (status: RedriveOutcome["status"]) => outcomes.filter((one) => one.status === status).length;
  const verdicts = Map.groupBy(
    outcomes.filter((one) => one.status === "redriven"),
    ({ verdict }) => verdict ?? "verdict unknown",
  );
  const by = [...verdicts].map(([verdict, those]) => `${n(those.length)} ${verdict}`).join(", ");
  const parts = [
    `${n(count("redriven"))} redriven${by && ` (${by})`}`,
    ...(count("failed") > 0 ? [`${n(count("failed"))} failed and still undelivered`] : []),
    ...(count("missing") > 0 ? [`${n(count("missing"))} not found`] : []),
  ];
  const well = count("redriven") === outcomes.length;
  return styleText(["bold", well ? "green" : "red"], `${parts.join(", ")}.`);
}
