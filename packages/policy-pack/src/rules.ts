import { bucketRules } from "./rules/buckets.ts";
import { monitoringRules } from "./rules/monitoring.ts";
import { permissionRules } from "./rules/permissions.ts";
import { queueRules } from "./rules/queues.ts";
import { tableRules } from "./rules/tables.ts";

/** Every rule of the pack. */
export const rules = [...bucketRules, ...queueRules, ...tableRules, ...permissionRules, ...monitoringRules];
