// A worker thread's code, so that each time the program is read as it is on disk, which whoever deploys may have changed.

import { parentPort, workerData } from "node:worker_threads";
import surveyPipeline from "@lab/infra";
import { loadProjectName, loadStackConfig } from "@lab/infra/stack-config";
import { evaluateProgram } from "@lab/local-cloud";
import * as z from "zod";

const jobSchema = z.object({
  stack: z.string(),
  resources: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      id: z.string(),
      state: z.record(z.string(), z.unknown()),
    }),
  ),
});

const { stack, resources } = jobSchema.parse(workerData);
const missing = Symbol("a resource that is not deployed");
try {
  const outputs = await evaluateProgram({
    program: surveyPipeline,
    project: await loadProjectName(),
    stack,
    config: await loadStackConfig(stack),
    provider: {
      create: async (type, name) => {
        // While a resource is replaced, there are two of the same name. The newer one counts.
        const found = resources.findLast((resource) => resource.type === type && resource.name === name);
        if (found === undefined) throw missing;
        return found;
      },
      record: () => ({ id: "", state: {} }),
    },
  });
  parentPort?.postMessage(outputs);
} catch (error) {
  if (error !== missing) throw error;
  parentPort?.postMessage(undefined);
}
