import { requestCredentials } from "@lab/sender-vending/request-credentials";

/**
 * Whose an enrolment code is:
 *
 * - `known`: this participant's;
 * - `unknown`: nobody's in this study;
 * - `unreachable`: it could not be found out now.
 */
export type CheckedCode =
  | { readonly status: "known"; readonly participant: string }
  | { readonly status: "unknown" }
  | { readonly status: "unreachable" };

/** Asks the vending endpoint whose an enrolment code is. Never rejects. */
export async function checkCode(url: string, enrolmentCode: string): Promise<CheckedCode> {
  try {
    const { participant } = await requestCredentials({ url, enrolmentCode });
    return { status: "known", participant };
  } catch (error) {
    const refused = error instanceof Error && "code" in error && error.code === "CREDENTIALS_REFUSED";
    return { status: refused ? "unknown" : "unreachable" };
  }
}
