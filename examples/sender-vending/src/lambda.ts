import { STSClient } from "@aws-sdk/client-sts";
import * as z from "zod";
import { readEnrolments } from "./enrolments.ts";
import { type VendingHandler, vendingHandler } from "./vending-handler.ts";

const { SENDER_ROLE_ARN, ENROLMENTS_FILE } = z
  .object({ SENDER_ROLE_ARN: z.string().min(1), ENROLMENTS_FILE: z.string().min(1) })
  .parse(process.env);
const { participantOf } = readEnrolments(ENROLMENTS_FILE);

/** What Lambda calls for every request to the function's URL. */
export const handler: VendingHandler = vendingHandler({
  sts: new STSClient(),
  senderRoleArn: SENDER_ROLE_ARN,
  participantOf,
});
