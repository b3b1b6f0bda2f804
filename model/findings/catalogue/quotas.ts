/** Findings about the clouds' quotas. */
import { mostPackageMasks } from "../../packageMasks";
import { verdictLimits } from "../../verdictLimits";
import { byId, type Catalogue, warning } from "./facts";

export const quotas = {
  "quota/windows": {
    level: warning,
    title: "An account would have more maintenance windows in a region than SSM's quota.",
    fix: "Let groups share windows, spread them over accounts, or ask AWS for more.",
    exception: byId,
  },
  "quota/concurrent-windows": {
    level: warning,
    title: "More windows of an account and region are open at once than SSM runs.",
    fix: "Move some of the windows, spread the groups over accounts, or ask AWS for more.",
    exception: byId,
  },
  "quota/baselines": {
    level: warning,
    title: "An account would have more patch baselines in a region than SSM's quota.",
    fix: "Give rings the same delays, spread the groups over accounts, or ask AWS for more.",
    exception: byId,
  },
  "quota/scan-targets": {
    level: warning,
    title: "An account would have more scanned patch groups in a region than one window takes.",
    fix: "Spread the groups over accounts or regions.",
    exception: byId,
  },
  "quota/resource-groups": {
    level: warning,
    title:
      "An account would have more resource groups in a region than the quota of Resource Groups.",
    fix: "Spread the groups over accounts or regions, or ask AWS for more: each ring with startStopped has one.",
    exception: byId,
  },
  "quota/restore-tests": {
    level: "error",
    title: "An account would test the restores of more rings in a region than AWS Backup takes.",
    fix: "Spread the groups over accounts or regions, or leave restoreTests out.",
    exception: "none",
  },
  "quota/verdict-accounts": {
    level: "error",
    title: `An account asks more than ${verdictLimits.accounts} others how the ring before went, or answers as many: a role's policies name no more.`,
    fix: "Give the groups fewer accounts in common; for one that answers, name a role of your own as roles.verdicts.",
    exception: "none",
  },
  "quota/configurations": {
    level: warning,
    title: "A subscription would have more maintenance configurations than Azure's quota.",
    fix: "Spread the groups over subscriptions or locations.",
    exception: byId,
  },
  "quota/scope-machines": {
    level: warning,
    title: "A ring may have more machines than a dynamic scope of Azure takes.",
    fix: "Divide the ring by azure.batches, or spread its machines over more rings or subscriptions.",
    exception: byId,
  },
  "quota/package-masks": {
    level: "error",
    title: `A subscription would exclude more than ${mostPackageMasks} different package names with * in a location: the workflow that closes its runs takes no more.`,
    fix: "Write whole names, or fewer and wider ones such as linux-*; or spread the groups over subscriptions or locations.",
    exception: "none",
  },
} as const satisfies Catalogue;
