/** Providers for the accounts and subscriptions of a plan. */
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as AzureProvider } from "@pulumi/azure-native/provider";
import type { PatchingProgrammeArgs } from "../components/programme";
import type { Plan } from "../model/plan";

/**
 * One provider an account and a subscription; none where the plan has a single one and no role to assume, so that the
 * ambient credentials serve. Each is bound to its account: credentials of another one are refused, not used.
 */
export function accountProviders(
  plan: Plan,
  awsRole: string | undefined,
): Pick<PatchingProgrammeArgs, "aws" | "azure"> {
  const accounts = new Map(plan.aws.map((unit) => [unit.account, unit] as const));
  const subscriptions = new Map(plan.azure.map((unit) => [unit.subscription, unit] as const));
  return {
    aws: accounts.size <= 1 && awsRole === undefined ? [] : [...accounts.values()].map(toAws),
    azure: subscriptions.size <= 1 ? [] : [...subscriptions.values()].map(toAzure),
  };

  function toAws({ account, accountId, region }: Plan["aws"][number]) {
    const roleArn = `arn:aws:iam::${accountId}:role/${awsRole}`;
    const provider = new AwsProvider(`aws-${account}`, {
      region,
      allowedAccountIds: [accountId],
      ...(awsRole === undefined ? {} : { assumeRoles: [{ roleArn, sessionName: "patchwarden" }] }),
    });
    return { account, provider };
  }

  function toAzure({ subscription, subscriptionId }: Plan["azure"][number]) {
    const provider = new AzureProvider(`azure-${subscription}`, { subscriptionId });
    return { subscription, provider };
  }
}
