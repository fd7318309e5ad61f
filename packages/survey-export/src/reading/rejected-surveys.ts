import { parseRejectedObjectKey, type RejectedDocument, rejectedDocumentSchema } from "@lab/survey-schema";
import { listObjects, OBJECTS_IN_FLIGHT, parseJson, readObjectIfThere, type Stack } from "@lab/survey-stack";
import pMap from "p-map";

/**
 * Reads the documents of all rejected surveys, 1,000 at a time, the oldest day first. What is no such document is left out; `reconcile`
 * names it.
 */
export async function* readRejectedSurveys(
  { s3, outputs }: Stack,
  signal: AbortSignal,
): AsyncGenerator<readonly RejectedDocument[]> {
  const bucket = outputs.rejectedBucketName;
  const read = async (key: string): Promise<RejectedDocument[]> => {
    const { data } = rejectedDocumentSchema.safeParse(
      parseJson((await readObjectIfThere(s3, bucket, key)) ?? ""),
    );
    return data === undefined ? [] : [data];
  };
  for await (const page of listObjects(s3, bucket)) {
    const keys = page.map(({ key }) => key).filter((key) => parseRejectedObjectKey(key) !== undefined);
    yield (await pMap(keys, read, { concurrency: OBJECTS_IN_FLIGHT, signal })).flat();
  }
}
