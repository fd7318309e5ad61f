import type { LambdaFunctionURLEvent } from "aws-lambda";
import { type VendingOptions, vendCredentials } from "./vend-credentials.ts";

export interface VendingHandlerOptions extends VendingOptions {
  /**
   * Finds out which participant a caller is, by the code that they hold. All of the protection is here.
   * Replace it with the login of your study.
   *
   * @param code - What came as `Authorization: Bearer …`.
   * @returns undefined for nobody.
   */
  readonly participantOf: (code: string) => string | undefined | Promise<string | undefined>;
}

export interface VendingResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type VendingHandler = (
  event: Pick<LambdaFunctionURLEvent, "headers"> & {
    readonly requestContext: { readonly http: { readonly method: string } };
  },
) => Promise<VendingResponse>;

/**
 * The vending endpoint, as a handler of a Lambda function URL: `POST` with `Authorization: Bearer` and an enrolment code.
 *
 * - `200`: credentials and whose they are, see `VendedCredentials`;
 * - `401`: the code is nobody's;
 * - `405`: another method;
 * - `503`: it could not be found out who this is, or STS did not vend; ask again later.
 */
export function vendingHandler({ participantOf, ...vending }: VendingHandlerOptions): VendingHandler {
  return async ({ headers, requestContext }) => {
    if (requestContext.http.method !== "POST") return answer(405, { error: "POST only" }, { allow: "POST" });
    const code = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
    try {
      const participantId = code === undefined ? undefined : await participantOf(code);
      if (participantId === undefined) {
        return answer(401, { error: "not an enrolment code" }, { "www-authenticate": "Bearer" });
      }
      return answer(200, await vendCredentials(participantId, vending));
    } catch (error) {
      console.error("credentials were not vended", error);
      return answer(503, { error: "credentials cannot be vended now" }, { "retry-after": "60" });
    }
  };
}

function answer(statusCode: number, body: object, headers: Readonly<Record<string, string>> = {}) {
  return {
    statusCode,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}
