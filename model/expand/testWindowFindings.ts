/** Groups of the top tier whose patches nobody tests. */
import { entries, field, items } from "../document/raw";
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";
import { topTierGroups } from "./topTier";

/** A test window counts for the groups that its `for` names. A language without test windows asks for none. */
export function testWindowFindings(policy: Policy): Finding[] {
  const testWindows = field(policy, "testWindows");
  if (testWindows === undefined) {
    return [];
  }
  const tested = new Set(entries(testWindows).flatMap(([, one]) => items(field(one, "for"))));
  return topTierGroups(policy)
    .filter((group) => !tested.has(group))
    .map((group) => {
      const message = `group ${group} is in the top tier, and no test window is for it`;
      return finding("test/missing", { message, group, path: ["groups", group] });
    });
}
