import * as z from "zod/mini";

/** As AWS's Security Token Service gives them out. */
const credentialsSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
  /** ISO 8601. */
  expiration: z.iso.datetime({ offset: true }),
});

export interface ShortLivedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/**
 * A credential provider for the AWS SDK that asks an endpoint of the lab. The SDK asks again before they expire.
 *
 * @param url answers a GET with `accessKeyId`, `secretAccessKey`, `sessionToken` and `expiration`.
 */
export function credentialsFrom(
  url: string,
  get: typeof fetch = fetch,
): () => Promise<ShortLivedCredentials> {
  return async () => {
    const response = await get(url, { cache: "no-store" });
    if (!response.ok) throw new Error(`${url} gives out no credentials: it answers ${response.status}`);
    const { expiration, ...credentials } = credentialsSchema.parse(await response.json());
    return { ...credentials, expiration: new Date(expiration) };
  };
}
