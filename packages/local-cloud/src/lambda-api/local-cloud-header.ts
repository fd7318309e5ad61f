/**
 * The header, with the value `true`, that the local cloud's Lambda sends with every answer and AWS never
 * does. A program can tell by it what it talks to. The address of an endpoint does not show it, since one in
 * AWS may have any.
 */
export const LOCAL_CLOUD_HEADER = "x-local-cloud";
