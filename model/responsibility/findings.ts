/** Rows of the responsibility matrix with a layer that nobody patches, and machines without a row. */
import { finding } from "../findings/finding";
import type { Cloud, Finding } from "../plan";
import type { Policy } from "../policy";
import { shortList } from "../textTable";
import { openLayers, rowFor } from "./matrix";

/** What the document's groups patch on each cloud. */
const machineTypes: Readonly<Record<Cloud, string>> = {
  aws: "aws:ec2/instance:Instance",
  azure: "azure-native:compute:VirtualMachine",
};

export function responsibilityFindings(policy: Policy): readonly Finding[] {
  if (policy.responsibilities === undefined) return [];
  return [
    ...Object.entries(policy.responsibilities).flatMap(([name, row]) =>
      openLayers(row).map((layer) =>
        finding("responsibility/layer-open", {
          message: `responsibilities ${name}: nobody is said to patch the layer ${layer} of ${shortList(row.types)}`,
          entry: name,
          path: ["responsibilities", name, layer],
        }),
      ),
    ),
    ...(["aws", "azure"] as const).flatMap((cloud) => machineFinding(policy, cloud)),
  ];
}

function machineFinding(policy: Policy, cloud: Cloud): readonly Finding[] {
  const groups = Object.entries(policy.groups)
    .filter(([, group]) => group[cloud] !== undefined)
    .map(([name]) => name);
  const type = machineTypes[cloud];
  if (groups.length === 0 || rowFor(policy, type) !== undefined) return [];
  const message = `no row of responsibilities is for ${type}, which ${shortList(groups)} ${groups.length === 1 ? "is" : "are"} made of`;
  return [finding("responsibility/no-row", { message, entry: type, path: ["responsibilities"] })];
}
