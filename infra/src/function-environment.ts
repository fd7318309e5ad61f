import type * as pulumi from "@pulumi/pulumi";

/** What Powertools reads from the environment. */
interface PowertoolsEnvironment {
  readonly POWERTOOLS_SERVICE_NAME: string;
  readonly POWERTOOLS_METRICS_NAMESPACE: string;
}

/** A function's own variables, and what Powertools reads from the environment. */
export type FunctionEnvironment<Name extends string> = Readonly<
  Record<Name | keyof PowertoolsEnvironment, pulumi.Input<string>>
>;

/** Names a function's logs and metrics. */
export function powertoolsEnvironment(service: string, environment: string): PowertoolsEnvironment {
  return {
    POWERTOOLS_SERVICE_NAME: service,
    // Environments of one account must not add up.
    POWERTOOLS_METRICS_NAMESPACE: `SurveyPipeline/${environment}`,
  };
}
