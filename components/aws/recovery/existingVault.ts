/** A vault that exists already: its name and its ARN are of one vault, of the component's own region. */
import { checkKeys, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, show } from "../../arguments";
import { vaultIn, vaultName } from "../names";
import type { ExistingVault } from "./snapshotPolicyArgs";

const vaultKeys: KeysOf<ExistingVault> = { name: "needed", arn: "needed" };

/** Records every fault, and returns the vault with its Output values checked. */
export function checkVault(
  checks: ArgumentChecks,
  path: string,
  vault: ExistingVault,
  region: string,
): ExistingVault {
  checkKeys(checks, path, vault, vaultKeys);
  const named = {
    name: checks.check(`${path}.name`, vault.name, vaultName),
    arn: checks.check(`${path}.arn`, vault.arn, vaultIn(region)),
  };
  if (checks.isRefused(path)) return named;
  checks.check<{ readonly name: string; readonly arn: string }>(
    path,
    { name: vault.name, arn: vault.arn } as never,
    ({ name, arn }) =>
      arn.endsWith(`:${name}`)
        ? undefined
        : `must have the name and the ARN of one vault, got ${show(name)} and ${show(arn)}`,
  );
  return named;
}
