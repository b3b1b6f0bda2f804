/** Vendors that no longer support what is patched, soon will not, or deliver too late for the deadlines. */
import { describeDuration } from "../duration";
import { finding } from "../findings/finding";
import type { Finding, Plan } from "../plan";
import type { Policy } from "../policy";
import { shortList } from "../textTable";
import type { Instant } from "../time";
import {
  type Delivery,
  describeTightest,
  groupsBySystem,
  type RegisteredVendor,
  supportOn,
  unregisteredSystems,
  vendorRegister,
} from "./register";

const warnedDays = 180;

/** What holds on every day. */
export function vendorFindings(policy: Policy, plan: Plan): readonly Finding[] {
  if (policy.vendors === undefined) return [];
  const usedBy = groupsBySystem(plan);
  return [
    ...vendorRegister(policy, plan).flatMap(({ name, deliveries }) =>
      deliveries.filter(({ isTooSlow }) => isTooSlow).map((one) => slowFinding(name, one)),
    ),
    ...unregisteredSystems(policy, plan).map((system) =>
      finding("vendor/unregistered", {
        message: `${system} of ${shortList(usedBy.get(system) ?? [])} has no vendor in the document`,
        entry: system,
        path: ["vendors"],
      }),
    ),
  ];
}

function slowFinding(name: string, { patches, promised, tightest }: Delivery): Finding {
  const wanted = tightest === undefined ? "" : describeTightest(tightest);
  return finding("vendor/too-slow", {
    message: `vendor ${name} promises ${patches} patches within ${describeDuration(promised)}, longer than the tightest deadline for them, ${wanted}`,
    entry: name,
    path: ["vendors", name, "delivers", patches],
  });
}

/** What depends on the day. */
export function supportFindings(policy: Policy, plan: Plan, asOf: Instant): readonly Finding[] {
  return vendorRegister(policy, plan)
    .filter(({ groups }) => groups.length > 0)
    .flatMap((registered) => supportFinding(registered, asOf));
}

function supportFinding({ name, vendor, groups }: RegisteredVendor, asOf: Instant): Finding[] {
  const support = supportOn(vendor, asOf);
  if (support.kind === "unknown") return [];
  const isExtended = vendor.extendedSupportEnds !== undefined;
  const end = isExtended ? "extended support" : "support";
  const about = {
    entry: name,
    path: ["vendors", name, isExtended ? "extendedSupportEnds" : "supportEnds"],
  };
  const whose = `vendor ${name}: ${end} of ${vendor.systems.join(", ")} (${shortList(groups)})`;
  if (support.kind === "ended") {
    const message = `${whose} ended on ${support.until}`;
    return [finding("vendor/support-ended", { ...about, message })];
  }
  if (support.daysLeft > warnedDays) return [];
  const message = `${whose} ends in ${support.daysLeft}d, on ${support.until}`;
  return [finding("vendor/support-ending", { ...about, message })];
}
