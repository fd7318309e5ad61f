import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startFaultProxies, type WireRequest } from "../faults/fault-proxy.ts";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { startPipeline } from "../pipeline.ts";
import { everythingIn } from "./everything-of.ts";
import { seedParticipant } from "./seed-participant.ts";
import { stopAnHourAgo } from "./stop-an-hour-ago.ts";

const SURVEYS = 10_000;
const REJECTED = 1_100;
/** As many versions as one request lists or deletes. */
const PAGE = 1_000;

const reportPeak = fileURLToPath(new URL("report-peak.ts", import.meta.url));

it("a participant with 10,000 surveys is erased page by page, and whose keys begin alike lose nothing", async () => {
  await using pipeline = await startPipeline();
  const { stack, cloud } = pipeline;
  const freetext = "secret of many";
  await seedParticipant(stack, { user_id: "11", freetext, surveys: SURVEYS, rejected: REJECTED });
  // The id of one is a prefix of 11, and 11 is a prefix of the other's.
  for (const user_id of ["1", "110"]) {
    await seedParticipant(stack, { user_id, freetext: "of another", surveys: 3, rejected: 3 });
  }
  await stopAnHourAgo(stack, "11");

  const requests: WireRequest[] = [];
  await using proxies = await startFaultProxies(cloud.endpoints, (request) => void requests.push(request));
  const env = await envFileOf({
    ...cloud.environment,
    AWS_ENDPOINT_URL_S3: proxies.endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: proxies.endpoints.dynamodb,
  });
  const begun = performance.now();
  const args = ["withdraw", "11", "--erase", "--yes", "--json", "--env", env];
  const erased = await labSurvey(args, { env: { NODE_OPTIONS: `--import=${reportPeak}` } });
  const seconds = (performance.now() - begun) / 1_000;
  expect(erased.code, erased.stderr).toBe(0);
  const peak = Number(/peak memory: (\d+)/.exec(erased.stderr)?.[1]) / 1_024;
  console.log(`Erased ${SURVEYS} surveys in ${seconds.toFixed(1)} s, with ${peak.toFixed(0)} MB at most.`);

  expect(JSON.parse(erased.stdout)).toMatchObject({
    erasure: {
      erased: { "11": { surveys: SURVEYS, submissions: SURVEYS, records: 1, rejected: REJECTED } },
    },
  });
  const deleted = requests
    .filter(({ operation }) => operation === "PostBucket")
    .map(({ body }) => body.split("<Key>").length - 1);
  expect(deleted).toEqual([...Array(SURVEYS / PAGE).fill(PAGE), PAGE, REJECTED - PAGE]);
  const lists = requests.filter(
    ({ operation, path }) => operation === "GetBucket" && path.includes("surveys"),
  );
  expect(lists.length).toBeGreaterThan(SURVEYS / PAGE);
  expect(requests.filter(({ operation }) => operation === "Query").length).toBeGreaterThan(2);

  const left = await everythingIn(stack);
  expect(left.filter((line) => line.includes(freetext))).toEqual([]);
  // A survey, its ledger item and a rejected document for each, and a record for both.
  const others = left.filter((line) => /of another|"user_id":"(1|110)"/.test(line));
  expect(others).toHaveLength(2 * (3 + 3 + 3 + 1));
}, 600_000);
