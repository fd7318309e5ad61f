/** The configuration key of the region in which everything is. It belongs to Pulumi's AWS provider. */
const KEY = "aws:region";

// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
const REGION_CODE = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/**
 * What is wrong with the region that a stack is configured for. The key has to be set. Otherwise the region
 * would come from whoever runs `pulumi up`, and the same stack could be deployed to two regions.
 *
 * @returns One sentence naming the key, its value and what is allowed; nothing when all is well.
 * @example regionProblems({ "aws:region": "Frankfurt" }) // ['aws:region is "Frankfurt", but must be …']
 */
export function regionProblems(allConfig: Readonly<Record<string, string>>): readonly string[] {
  const region = allConfig[KEY];
  if (region !== undefined && REGION_CODE.test(region)) return [];
  const state = region === undefined ? "is not set" : `is ${JSON.stringify(region)}`;
  return [`${KEY} ${state}, but must be the code of an AWS region, such as eu-central-1`];
}
