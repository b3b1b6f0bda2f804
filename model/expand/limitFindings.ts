/** Limits on how many machines are patched at once: the clouds know a ring's concurrency and no other. */
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";

const why =
  "AWS keeps a ring's concurrency in each account and region, Azure starts a whole ring at once, and neither knows another limit";

export function limitFindings(policy: Policy): Finding[] {
  return [
    ...(["perAccount", "perMirror"] as const).flatMap((key) =>
      policy.limits[key] === undefined
        ? []
        : [
            finding("limit/not-kept", {
              message: `the limit ${key} over all groups is not kept: ${why}`,
              entry: key,
              path: ["limits", key],
            }),
          ],
    ),
    ...Object.entries(policy.groups).flatMap(([group, { limits }]) =>
      (["perCluster", "perZone", "perAccount"] as const).flatMap((key) =>
        limits?.[key] === undefined
          ? []
          : [
              finding("limit/not-kept", {
                message: `group ${group}: the limit ${key} is not kept: ${why}`,
                group,
                entry: key,
                path: ["groups", group, "limits", key],
              }),
            ],
      ),
    ),
  ];
}
