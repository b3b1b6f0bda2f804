/** Who reads the verdicts of each account for the gates of others, where a plan has rings that follow one another across accounts. */
import * as pulumi from "@pulumi/pulumi";
import type { AwsUnit, Plan } from "../../../model/plan";
import { type AskedAccount, askedAccounts, type RingPlace } from "../../../model/ringBefore";
import type { Tags } from "../../tags";
import { iamArn } from "../place";
import type { PatchRunbooksArgs } from "../rings/patchRunbooksArgs";
import { VerdictReader } from "../rings/verdictReader";
import { closeVerdictArn } from "../runbooks/ringRuns";
import { stackPath } from "../stackPath";
import { boundary } from "./plannedAccount";

/** What the programme calls the unit of an account and region. */
export function unitName({ account, region }: Pick<RingPlace, "account" | "region">): string {
  return `${account}-${region}`;
}

export interface VerdictReaderOptions {
  readonly opts: (account: string) => pulumi.ComponentResourceOptions;
  readonly tags: { readonly tags?: Tags };
}

/** By account id; none for accounts that no other one asks. */
export function declareVerdictReaders(
  plan: Plan,
  { opts, tags }: VerdictReaderOptions,
): PatchRunbooksArgs["verdictReaders"] & {} {
  const externalId = `${pulumi.getProject()}/${pulumi.getStack()}`;
  return Object.fromEntries(
    [...askedAccounts(plan)].flatMap(([account, asked]) => {
      const first = plan.aws.find((unit) => unit.account === account);
      if (first === undefined) return [];
      const existing = first.roles?.verdicts;
      const roleArn =
        existing === undefined
          ? new VerdictReader(
              `${account}-verdicts`,
              { ...readerArgs(plan, first, asked), externalId, ...tags },
              opts(account),
            ).roleArn
          : iamArn(first, `role/${existing}`);
      return [[first.accountId, { roleArn, externalId }] as const];
    }),
  );
}

function readerArgs(plan: Plan, first: AwsUnit, { askers, verdicts }: AskedAccount) {
  const idOf = new Map(plan.aws.map((unit) => [unit.account, unit.accountId]));
  return {
    accountId: first.accountId,
    region: first.region,
    verdictArns: verdicts.map(({ place, patchGroup }) =>
      closeVerdictArn({ place, prefix: stackPath(unitName(place)) }, patchGroup),
    ),
    readerAccountIds: askers.map((account) => idOf.get(account) ?? ""),
    gateRoles: gateRoles(first, askers),
    ...boundary(first, first),
  };
}

/** A trust policy has room for some names only; beyond them for any gate of the accounts that ask. */
const mostNamed = 8;

function gateRoles({ roles }: AwsUnit, askers: readonly string[]): readonly string[] {
  if (roles?.gate !== undefined) return [roles.gate];
  return askers.length > mostNamed ? ["*-gate-*"] : askers.map((account) => `${account}-*-gate-*`);
}
