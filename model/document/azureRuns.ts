/** What Azure has already for the workflows around patch runs: storage accounts for what they know, and an application for events. */
import * as z from "zod";
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { mapping, patternText } from "./parsed";
import { entries, field, items, textOf } from "./raw";

export const guidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export const location = patternText(
  /^[a-z][a-z0-9]{1,19}$/,
  "an Azure location in its short form, such as westeurope",
);

const accountName = patternText(
  /^[a-z0-9]{3,24}$/,
  "the name of a storage account, 3–24 lower-case letters and digits",
);

export const runStores = z
  .record(location, accountName, {
    error: () => "must be a mapping of storage accounts by location",
  })
  .optional()
  .meta({
    description:
      "Storage accounts that exist in the resource group, by location, for records of runs and verdicts; new ones when left out",
    examples: [{ westeurope: "acmepatchruns" }],
  });

export const webhook = mapping({
  tenant: patternText(guidPattern, "the id of an Entra tenant, of lower-case hex digits").meta({
    description: "Tenant of the application",
    examples: ["99999999-2222-3333-4444-555555555555"],
  }),
  application: patternText(
    guidPattern,
    "the id of an Entra application, of lower-case hex digits",
  ).meta({
    description:
      "Application that Event Grid asks a token for; its role AzureEventGridSecureWebhookSubscriber is Event Grid's and the deployer's",
    examples: ["88888888-2222-3333-4444-555555555555"],
  }),
});

/** Works on the raw values, as the faults of one cloud do. */
export function runStoreFaults(root: unknown): PathFault[] {
  const subscriptions = entries(field(field(field(root, "clouds"), "azure"), "subscriptions"));
  const written = subscriptions.flatMap(([subscription, value]) =>
    entries(field(value, "runStores")).map(([place, account]) => ({
      path: ["clouds", "azure", "subscriptions", subscription, "runStores", place],
      subscription,
      place,
      account: textOf(account),
    })),
  );
  return written.flatMap(({ path, subscription, place, account }, index) => {
    const before = written.slice(0, index).find((one) => one.account === account);
    if (before !== undefined) {
      const message = `one account serves one location, and ${formatPath(before.path)} has ${account} too; name another, or leave it out`;
      return [faultAt(path, message)];
    }
    return isPatched(root, subscription, place)
      ? []
      : [faultAt(path, `no group is patched in ${place} of ${subscription}; remove it`)];
  });
}

function isPatched(root: unknown, subscription: string, place: string): boolean {
  return entries(field(root, "groups")).some(([, group]) => {
    const azure = field(group, "azure");
    const named = field(azure, "subscriptions");
    const isHere = named === undefined || items(named).includes(subscription);
    return isHere && items(field(azure, "locations")).includes(place);
  });
}

function faultAt(path: readonly PathStep[], message: string): PathFault {
  return { path, message: `${formatPath(path)}: ${message}` };
}
