/** Names that Pulumi makes from a resource's own, where a service caps them: a unit's name may be longer than a role's. */
import { hashOf } from "./shortName";
import { stackPath } from "./stackPath";

/** What Pulumi adds to a resource's name: a hyphen and seven digits. */
const added = 8;
/** The end says what a role is for, and readers of verdicts know gates' roles by it. */
const end = 14;

/**
 * Nothing while Pulumi's own name fits, so that what stands is not replaced by another one. One that would not fit keeps its beginning
 * and its end, before a hash of the whole; of the stack too, since several may deploy one policy.
 * @param longest characters that the service takes, of letters, digits, `-` and `_` at least
 */
export function madeName(name: string, longest: number): { readonly name?: string } {
  if (name.length + added <= longest) return {};
  const plain = name.replace(/[^a-zA-Z0-9_-]/g, "-");
  const hash = hashOf(stackPath(name));
  const begin = plain.slice(0, longest - end - hash.length - 2);
  return { name: `${begin}-${plain.slice(-end)}-${hash}` };
}

/**
 * The same of a bucket. Its name is taken once in the world, so that a cut one gets digits of chance as Pulumi's own has.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketPrefix(name: string): { readonly bucketPrefix?: string } {
  if (name.length + added <= 63) return {};
  const plain = name.toLowerCase().replace(/[^a-z0-9-]/g, "-");
  // The provider adds 26 digits.
  return { bucketPrefix: `${plain.slice(0, 27)}-${hashOf(name)}-` };
}

/** Characters of a role's name. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const longestRole = 64;

/** Of a rule of EventBridge. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const longestRule = 64;

/** Of a rule of AWS Config. @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
export const longestConfigRule = 128;

/** Of a vault. @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html */
export const longestVault = 50;
