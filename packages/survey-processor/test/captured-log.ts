import { afterEach, beforeEach, expect, vi } from "vitest";

/**
 * Keeps what Powertools writes in each test of a file, logs and metrics, instead of printing it.
 *
 * @returns the lines of the test under way.
 */
export function captureLog(serviceName: string): { readonly lines: readonly string[]; entries(): unknown[] } {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    vi.stubEnv("POWERTOOLS_DEV", "true");
    vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
    vi.stubEnv("POWERTOOLS_SERVICE_NAME", serviceName);
    vi.stubEnv("POWERTOOLS_METRICS_NAMESPACE", "SurveyPipeline");
    for (const method of ["log", "info", "warn", "error", "debug"] as const) {
      vi.spyOn(console, method).mockImplementation((...line) => void lines.push(line.join(" ")));
    }
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  return { lines, entries: () => lines.map((line) => JSON.parse(line)) };
}

/** A log entry that tells CloudWatch of a metric with exactly these dimensions. */
export function writtenMetrics(dimensions: readonly string[], name: string): unknown {
  return expect.objectContaining({
    _aws: expect.objectContaining({
      CloudWatchMetrics: [
        {
          Namespace: "SurveyPipeline",
          Dimensions: [dimensions],
          Metrics: expect.arrayContaining([expect.objectContaining({ Name: name })]),
        },
      ],
    }),
  });
}
