/** `azure-native.compute.Disk`: made once from its source, and never smaller afterwards. */
import { isUnknown, numberOf, type Plain, recordAt } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  checkRange,
  checkWord,
  failWhen,
  groupId,
  knownText,
  nameOf,
  refusal,
  refuseChange,
  refuseUnlocated,
  uuid,
} from "../arm";
import { checkCreationData } from "./creationData";
import { diskName, diskType } from "./types";

const put: ArmOperation = { operation: "Disks_CreateOrUpdate" };

const skus = [
  "Standard_LRS",
  "Premium_LRS",
  "StandardSSD_LRS",
  "UltraSSD_LRS",
  "Premium_ZRS",
  "StandardSSD_ZRS",
  "PremiumV2_LRS",
];
/** GiB. */
const maxSize = 65_536;

export const disk: ServiceRules = {
  type: diskType,
  replaceOn: ["diskName", "location", "resourceGroupName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "diskName", knownText(inputs, "diskName", unknown), diskName),
    ...checkWord(put, "sku.name", recordAt(inputs, "sku")["name"], skus),
    ...checkCreationData(put, inputs, unknown),
    ...checkSize(inputs, unknown),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put),
  refuseUpdate: (request) =>
    refuseChange(request, put, ["creationData", "zones"]) ?? refuseShrinking(request),
  create: (request) => ({
    id: groupId(request, "Microsoft.Compute/disks", nameOf(request, "diskName")),
    outputs: {
      diskState: "Unattached",
      timeCreated: new Date(request.now * 60_000).toISOString(),
      uniqueId: uuid(request.random),
    },
  }),
};

function checkSize(inputs: Plain, unknown: readonly string[]): Failure[] {
  const empty = recordAt(inputs, "creationData")["createOption"] === "Empty";
  return [
    ...checkRange(put, "diskSizeGB", inputs["diskSizeGB"], [1, maxSize]),
    ...failWhen(
      empty && inputs["diskSizeGB"] === undefined && !isUnknown(unknown, "diskSizeGB"),
      put,
      "diskSizeGB",
      "Required parameter 'disk.diskSizeGB' is missing (null) for createOption Empty.",
    ),
  ];
}

function refuseShrinking({ inputs, old }: ServiceRequest): string | undefined {
  const before = numberOf(old?.inputs["diskSizeGB"]) ?? 0;
  const after = numberOf(inputs["diskSizeGB"]) ?? before;
  return after < before
    ? refusal(
        put,
        "BadRequest",
        `New size ${after} GB is not supported: the disk cannot be made smaller than its ${before} GB`,
      )
    : undefined;
}
