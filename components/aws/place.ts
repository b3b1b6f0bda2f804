/** Where something of AWS lives, and the ARNs that follow from it. */
import { keyArn, keyRegion } from "../../model/kmsKeys";
import { partitionOf } from "../../model/regions";
import { type ArgumentChecks, matching, type Rule, show } from "../arguments";

/** The account and region of a component. Both are plain: trust conditions and ARNs are made from them. */
export interface AwsPlace {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

export { partitionOf };

/** `arn:<partition>:<service>:<region>:<account>:<resource>` of a resource in this place. */
export function arnIn(place: AwsPlace, service: string, resource: string): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** ARN of what belongs to no account, such as an image: `image/*`. */
export function sharedArn(
  { region }: Pick<AwsPlace, "region">,
  service: string,
  resource: string,
): string {
  return `arn:${partitionOf(region)}:${service}:${region}::${resource}`;
}

/** ARN in the account of something of IAM, which knows no regions: `role/patching/window`. */
export function iamArn(place: AwsPlace, resource: string): string {
  return `arn:${partitionOf(place.region)}:iam::${place.accountId}:${resource}`;
}

/** ARN of a policy that AWS maintains, such as `service-role/AWS_ConfigRole`. */
export function managedPolicyArn(place: AwsPlace, name: string): string {
  return `arn:${partitionOf(place.region)}:iam::aws:policy/${name}`;
}

export function checkRegion(checks: ArgumentChecks, region: string, property = "region"): void {
  checks.check(
    property,
    region,
    matching(/^[a-z]{2,4}(-[a-z]+)+-\d+$/, "a region such as eu-central-1"),
  );
}

export function checkPlace(checks: ArgumentChecks, place: AwsPlace): void {
  checkRegion(checks, place.region);
  checks.check("accountId", place.accountId, matching(/^\d{12}$/, "twelve digits"));
}

/** Where a role is expected. */
export const roleArn = matching(
  /^arn:aws[a-z-]*:iam::\d{12}:role\/.{1,512}$/,
  "a role's ARN such as arn:aws:iam::012345678901:role/patching",
);

/** Of an ARN: what another partition has, or another region where the service has regions, is nothing here. */
export function ofRegion(region: string, rule: Rule<string>): Rule<string> {
  return (arn) => {
    const complaint = rule(arn);
    if (complaint !== undefined) return complaint;
    const [, partition, , place] = arn.split(":");
    if (partition !== partitionOf(region)) {
      return `must be of the region's partition, ${partitionOf(region)}, got ${show(arn)}`;
    }
    return place === "" || place === region ? undefined : `must be of ${region}, got ${show(arn)}`;
  };
}

/** Of a person: nobody of one partition is known in another. A bare name is somebody of the account. */
export function personIn(region: string): Rule<string> {
  return (who) =>
    !who.startsWith("arn:") || who.split(":")[1] === partitionOf(region)
      ? undefined
      : `must be of the region's partition, ${partitionOf(region)}, got ${show(who)}`;
}

/** Where a key of KMS is expected: services take those of their own region only. */
export function keyIn(region: string, allowed = "a key's ARN"): Rule<string> {
  return (arn) => {
    const complaint = matching(keyArn, allowed)(arn);
    if (complaint !== undefined || keyRegion(arn) === region) return complaint;
    return `must be a key of ${region}, got ${show(arn)}`;
  };
}

/** What stands where a key can be made, too. */
export const keyOrCreate = 'a key\'s ARN, or "create"';
