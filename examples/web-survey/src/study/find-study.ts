import type { KnownStudies } from "./known-studies.ts";
import type { SurveyConfig } from "./survey-config.ts";

/** How long a page that knows its study waits for news of it, in milliseconds. */
const PATIENCE = 2_000;

/** The study that the page is of, and those that it was of before, on this device. */
export interface FoundStudy {
  readonly config: SurveyConfig;
  readonly earlier: readonly SurveyConfig[];
  /** Resolves when no answer of the web server is waited for any more, and nothing will be remembered. */
  readonly settled: Promise<void>;
}

/**
 * Finds out to which study the page belongs. Its web server says so. Without a network, its last answer
 * counts. An answer that comes late is remembered for the next visit.
 *
 * @param load - Gets the configuration from the web server.
 * @param patience - How long to wait for it where one is remembered, in milliseconds.
 * @throws whatever `load` throws, when nothing is remembered: answers would have no place to be kept in.
 */
export async function findStudy(
  load: () => Promise<SurveyConfig>,
  known: KnownStudies,
  patience = PATIENCE,
): Promise<FoundStudy> {
  // A browser that lets nothing be kept learns of a study all the same. Whether answers can be kept is another question.
  const remembered = await known.current().catch(() => undefined);
  const loading = load().then(async (config) => {
    await known.remember(config).catch(() => undefined);
    return config;
  });
  const config = remembered === undefined ? await loading : await soon(loading, remembered, patience);
  const all = await known.all().catch(() => []);
  return {
    config,
    earlier: all.filter(({ queueUrl }) => queueUrl !== config.queueUrl),
    settled: loading.then(
      () => undefined,
      () => undefined,
    ),
  };
}

async function soon<Value>(value: Promise<Value>, otherwise: Value, patience: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patience);
  });
  try {
    return await Promise.race([value.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
}
