/**
 * Stands in for the SDK's default credential chain in the bundle. Lambda puts its role's credentials into the
 * environment of every function instance.
 */
export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";
