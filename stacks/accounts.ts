/** Providers for the accounts and subscriptions of a plan. */
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as AzureProvider } from "@pulumi/azure-native/provider";
import type { PatchingProgrammeArgs } from "../components/programme";
import type { Plan } from "../model/plan";

/**
 * One provider an account and a subscription, also where there is only one: each is bound to its id, so that
 * credentials of another account are refused, not used.
 */
export function accountProviders(
  plan: Plan,
  awsRole: string | undefined,
): Pick<PatchingProgrammeArgs, "aws" | "azure"> {
  const accounts = new Map(plan.aws.map((unit) => [unit.account, unit] as const));
  const subscriptions = new Map(plan.azure.map((unit) => [unit.subscription, unit] as const));
  return {
    aws: [...accounts.values()].map(toAws),
    azure: [...subscriptions.values()].map(toAzure),
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
