/** Systems that a vendor's own page of supported systems does not list, or lists no longer. */
import { finding } from "../findings/finding";
import type { Cloud, Finding, Plan, PlannedGroup } from "../plan";
import { systemFacts } from "../systems";
import { uniqueCells } from "./cells";

const pages: Readonly<Record<Cloud, string>> = {
  aws: "AWS's page of Patch Manager's systems",
  azure: "Azure's page of Update Manager's systems",
};

export function supportFindings(plan: Plan): Finding[] {
  return plan.groups.flatMap((group) =>
    (["aws", "azure"] as const).flatMap((cloud) => [
      ...unlisted(group, cloud, "former", "no longer lists"),
      ...unlisted(group, cloud, "derived", "does not list"),
    ]),
  );
}

function unlisted(
  group: PlannedGroup,
  cloud: Cloud,
  support: "former" | "derived",
  says: string,
): Finding[] {
  const cells = uniqueCells(group).filter(
    (cell) => cell.cloud === cloud && systemFacts(cell.system).support[cloud] === support,
  );
  const [first] = cells;
  return first === undefined
    ? []
    : [
        finding("system/unlisted", {
          message: `group ${group.name}: ${pages[cloud]} ${says} ${cells.map(({ system }) => systemFacts(system).title).join(", ")}`,
          group: group.name,
          path: ["baselines", first.baseline, "systems"],
        }),
      ];
}
