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

/** What the functions call themselves in logs, and in the dimension `service` of their metrics. */
export const serviceNames = { processor: "survey-processor", archiver: "survey-archiver" } as const;

/**
 * The namespace of the functions' own metrics in CloudWatch. Each environment has its own, because the
 * numbers of two environments must not be added.
 */
export function metricsNamespace(environment: string): string {
  return `SurveyPipeline/${environment}`;
}

/** Names a function's logs and metrics. */
export function powertoolsEnvironment(
  service: keyof typeof serviceNames,
  environment: string,
): PowertoolsEnvironment {
  return {
    POWERTOOLS_SERVICE_NAME: serviceNames[service],
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(environment),
  };
}
