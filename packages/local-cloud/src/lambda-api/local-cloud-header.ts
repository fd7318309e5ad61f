/**
 * The header, with the value `true`, that the local cloud's Lambda sends with every answer and AWS never does. By it a program can tell
 * what it talks to: an endpoint's address cannot, since one in AWS may have any.
 */
export const LOCAL_CLOUD_HEADER = "x-local-cloud";
