import { requestCredentials } from "@lab/sender-vending/request-credentials";

/**
 * Whose an enrolment code is:
 *
 * - `known`: this participant's;
 * - `unknown`: nobody's in this study;
 * - `unreachable`: nobody answered;
 * - `unavailable`: the vending endpoint answered, but not whose it is.
 */
export type CheckedCode =
  | { readonly status: "known"; readonly participant: string }
  | { readonly status: "unknown" }
  | { readonly status: "unreachable" }
  | { readonly status: "unavailable" };

/** Asks the vending endpoint whose an enrolment code is. Never rejects. */
export async function checkCode(url: string, enrolmentCode: string): Promise<CheckedCode> {
  try {
    const { participant } = await requestCredentials({ url, enrolmentCode });
    return { status: "known", participant };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "CREDENTIALS_REFUSED") return { status: "unknown" };
    return { status: code === "VENDING_UNAVAILABLE" ? "unavailable" : "unreachable" };
  }
}
