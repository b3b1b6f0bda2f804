/** Which of some KMS keys can be used in a region: its own, and those that KMS keeps in several regions. */

/** ARN of a key, whatever its region. */
export const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]+$/;

/** A key of several regions has the same id in each, which begins so ("Multi-Region keys" of the KMS guide). */
export function isMultiRegion(arn: string): boolean {
  return arn.includes(":key/mrk-");
}

export function keyRegion(arn: string): string {
  return arn.split(":")[3] ?? "";
}

/** ARNs by which those keys are used in the region, each once. */
export function keysIn(region: string, arns: readonly string[]): readonly string[] {
  const here = arns.flatMap((arn) => {
    if (keyRegion(arn) === region) return [arn];
    return isMultiRegion(arn) ? [arn.replace(`:kms:${keyRegion(arn)}:`, `:kms:${region}:`)] : [];
  });
  return [...new Set(here)];
}

/** The same text for the ARNs of a key in each of its regions; what is no key of several regions stays itself. */
export function sameEverywhere(arn: string): string {
  return isMultiRegion(arn) ? arn.replace(`:kms:${keyRegion(arn)}:`, ":kms:*:") : arn;
}
