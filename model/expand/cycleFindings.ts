/** Groups that depend on one another in a circle. */
import { finding } from "../findings/finding";
import { dependenciesOf } from "../groupWaves";
import type { Finding } from "../plan";
import type { Policy } from "../policy";
import { wavesOf } from "../waves";

export function cycleFindings(policy: Policy): Finding[] {
  return wavesOf(dependenciesOf(policy)).cycles.map((cycle) => {
    const [group = ""] = cycle;
    const message = `groups depend on one another in a circle: ${[...cycle, group].join(" on ")}`;
    return finding("dependency/cycle", { message, group, path: ["groups", group, "dependsOn"] });
  });
}
