import { GetObjectCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { canonicalJson } from "@lab/survey-schema";
import type { Stack } from "@lab/survey-stack";

/** Every version of every object in a bucket, as `key: body`; a delete marker has no body. */
async function versionsIn({ s3 }: Stack, Bucket: string): Promise<string[]> {
  const page = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  if (page.IsTruncated) throw new Error("more versions than this test expects");
  const bodies = (page.Versions ?? []).map(async ({ Key, VersionId }) => {
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    return `${Key}: ${await answer.Body?.transformToString()}`;
  });
  return [...(await Promise.all(bodies)), ...(page.DeleteMarkers ?? []).map(({ Key }) => `${Key}: deleted`)];
}

/** Everything that the buckets and tables of a stack hold, as lines of text. It uses none of the code that erases. */
export async function everythingIn(stack: Stack): Promise<string[]> {
  const { surveysBucketName, rejectedBucketName, participantsTableName, submissionsTableName } =
    stack.outputs;
  const items = async (TableName: string) => {
    const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return Items.map((item) => canonicalJson(item));
  };
  const parts = [
    versionsIn(stack, surveysBucketName),
    versionsIn(stack, rejectedBucketName),
    items(participantsTableName),
    items(submissionsTableName),
  ];
  return (await Promise.all(parts)).flat();
}

/** A participant's record. */
export async function recordOf({ dynamodb, outputs }: Stack, user_id: string) {
  const TableName = outputs.participantsTableName;
  const { Item } = await dynamodb.send(new GetCommand({ TableName, Key: { user_id }, ConsistentRead: true }));
  return Item;
}
