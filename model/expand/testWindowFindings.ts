/** Groups of the top tier whose patches nobody tests. */
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";
import { topTierGroups } from "./topTier";

/** A test window counts for the groups that its `for` names, or else for those whose machines it tests. */
export function testWindowFindings(policy: Policy): Finding[] {
  const tested = new Set(Object.values(policy.testWindows).flatMap((one) => one.for ?? one.groups));
  return topTierGroups(policy)
    .filter((group) => !tested.has(group))
    .map((group) => {
      const message = `group ${group} is in the top tier, and no test window is for it`;
      return finding("test/missing", { message, group, path: ["groups", group] });
    });
}
