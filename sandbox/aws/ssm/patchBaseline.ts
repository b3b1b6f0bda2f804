/** `aws.ssm.PatchBaseline`: which patches are approved. The rules that span fields, and the operating system's filters. */
import { isUnknown, type Plain, recordsOf, textOf, textsOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, generatedName, refusal, tagList } from "../apiCall";
import { nameOf, regionalArn } from "../identity";
import { delayIsSupported, filterKeys, filterValues } from "./patchFilters";
import { patchBaselineType, patchGroupType } from "./types";

/** Service Quotas, Systems Manager: baselines per account and Region. */
const maxBaselines = 50;

const filters = { key: "Key", values: "Values" };

const call: ApiCall = {
  service: "ssm",
  operation: "CreatePatchBaseline",
  members: {
    name: generatedName,
    operatingSystem: "OperatingSystem",
    description: "Description",
    approvalRules: {
      to: "ApprovalRules.PatchRules",
      each: {
        approveAfterDays: "ApproveAfterDays",
        approveUntilDate: "ApproveUntilDate",
        complianceLevel: "ComplianceLevel",
        enableNonSecurity: "EnableNonSecurity",
        patchFilters: { to: "PatchFilterGroup.PatchFilters", each: filters },
      },
    },
    globalFilters: { to: "GlobalFilters.PatchFilters", each: filters },
    approvedPatches: "ApprovedPatches",
    approvedPatchesComplianceLevel: "ApprovedPatchesComplianceLevel",
    approvedPatchesEnableNonSecurity: "ApprovedPatchesEnableNonSecurity",
    rejectedPatches: "RejectedPatches",
    rejectedPatchesAction: "RejectedPatchesAction",
    sources: {
      to: "Sources",
      each: { name: "Name", products: "Products", configuration: "Configuration" },
    },
    availableSecurityUpdatesComplianceStatus: "AvailableSecurityUpdatesComplianceStatus",
    tags: tagList,
  },
};

export const patchBaseline: ServiceRules = {
  type: patchBaselineType,
  replaceOn: ["operatingSystem"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkRules(inputs, unknown),
    ...checkFilters(inputs, unknown),
    ...checkSystemOptions(inputs, unknown),
  ],
  refuseCreate: ({ cloud }) =>
    cloud.all(patchBaselineType).length >= maxBaselines
      ? refusal(
          call,
          "ResourceLimitExceededException",
          `Resource limit exceeded: ${maxBaselines} patch baselines exist in this account and Region`,
        )
      : undefined,
  refuseDelete: refuseRegistered,
  create: (request) => {
    const id = `pb-${request.random(17)}`;
    return {
      id,
      outputs: {
        ...answer(request),
        arn: regionalArn(request.scope, "ssm", `patchbaseline/${id}`),
      },
    };
  },
  update: answer,
};

function answer(request: ServiceRequest): Readonly<Record<string, unknown>> {
  const { inputs } = request;
  const name = nameOf(request);
  const settled = {
    name,
    operatingSystem: inputs["operatingSystem"] ?? "WINDOWS",
    rejectedPatchesAction: inputs["rejectedPatchesAction"] ?? "ALLOW_AS_DEPENDENCY",
    approvedPatchesComplianceLevel: inputs["approvedPatchesComplianceLevel"] ?? "UNSPECIFIED",
  };
  return { ...settled, json: baselineJson({ ...inputs, ...settled }) };
}

/** The `json` output has GetPatchBaseline's shape; it feeds BaselineOverride. */
function baselineJson(inputs: Plain): string {
  return JSON.stringify({
    Name: inputs["name"],
    OperatingSystem: inputs["operatingSystem"],
    ApprovalRules: {
      PatchRules: recordsOf(inputs["approvalRules"]).map((rule) => ({
        PatchFilterGroup: { PatchFilters: apiFilters(rule["patchFilters"]) },
        ComplianceLevel: rule["complianceLevel"] ?? "UNSPECIFIED",
        ApproveAfterDays: rule["approveAfterDays"],
        ApproveUntilDate: rule["approveUntilDate"],
        EnableNonSecurity: rule["enableNonSecurity"] ?? false,
      })),
    },
    GlobalFilters: { PatchFilters: apiFilters(inputs["globalFilters"]) },
    ApprovedPatches: inputs["approvedPatches"] ?? [],
    ApprovedPatchesComplianceLevel: inputs["approvedPatchesComplianceLevel"],
    ApprovedPatchesEnableNonSecurity: inputs["approvedPatchesEnableNonSecurity"] ?? false,
    RejectedPatches: inputs["rejectedPatches"] ?? [],
    RejectedPatchesAction: inputs["rejectedPatchesAction"],
    Sources: recordsOf(inputs["sources"]).map((source) => ({
      Name: source["name"],
      Products: source["products"],
      Configuration: source["configuration"],
    })),
    Description: inputs["description"],
  });
}

function apiFilters(value: unknown): readonly Plain[] {
  return recordsOf(value).map((filter) => ({ Key: filter["key"], Values: filter["values"] }));
}

function refuseRegistered({ old, cloud }: ServiceRequest): string | undefined {
  const groups = cloud
    .all(patchGroupType)
    .filter((group) => group.inputs["baselineId"] === old?.id)
    .map((group) => textOf(group.inputs["patchGroup"]) ?? "");
  return groups.length === 0
    ? undefined
    : refusal(
        { service: "ssm", operation: "DeletePatchBaseline" },
        "ResourceInUseException",
        `The patch baseline ${old?.id} can't be deleted: it is registered with patch group ${groups.join(", ")}. Deregister it from its patch groups first`,
      );
}

function checkRules(inputs: Plain, unknown: readonly string[]): Failure[] {
  return recordsOf(inputs["approvalRules"]).flatMap((rule, index) => {
    const at = `approvalRules[${index}]`;
    const ways = ["approveAfterDays", "approveUntilDate"];
    const given = ways.filter((way) => rule[way] !== undefined);
    const open = ways.some((way) => isUnknown(unknown, `${at}.${way}`));
    if (given.length > 1 || (given.length === 0 && !open)) {
      return [
        failure(
          call,
          at,
          `Exactly one of ApproveAfterDays and ApproveUntilDate must be specified, got ${given.length === 0 ? "none" : "both"}`,
        ),
      ];
    }
    return [...checkDate(rule, at), ...checkDelay(rule, at, inputs, unknown)];
  });
}

function checkDate(rule: Plain, at: string): Failure[] {
  const date = textOf(rule["approveUntilDate"]);
  const valid =
    date === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)));
  return valid
    ? []
    : [
        failure(
          call,
          `${at}.approveUntilDate`,
          `Invalid ApproveUntilDate '${date}': use the format YYYY-MM-DD`,
        ),
      ];
}

/** APT repositories carry no release date, so there is nothing to count a delay from. */
function checkDelay(rule: Plain, at: string, inputs: Plain, unknown: readonly string[]): Failure[] {
  const system = systemOf(inputs, unknown);
  if (system === undefined || delayIsSupported(system)) {
    return [];
  }
  const faults: Failure[] = [];
  if (rule["approveUntilDate"] !== undefined) {
    faults.push(
      failure(call, `${at}.approveUntilDate`, `ApproveUntilDate is not supported for ${system}`),
    );
  }
  const days = rule["approveAfterDays"];
  if (days !== undefined && days !== 0) {
    faults.push(
      failure(
        call,
        `${at}.approveAfterDays`,
        `ApproveAfterDays is not supported for ${system}: got ${days}, only 0 is allowed`,
      ),
    );
  }
  return faults;
}

function checkFilters(inputs: Plain, unknown: readonly string[]): Failure[] {
  const system = systemOf(inputs, unknown);
  if (system === undefined) {
    return [];
  }
  const groups: [string, unknown][] = recordsOf(inputs["approvalRules"]).map((rule, index) => [
    `approvalRules[${index}].patchFilters`,
    rule["patchFilters"],
  ]);
  return [...groups, ["globalFilters", inputs["globalFilters"]] as const].flatMap(([at, list]) =>
    recordsOf(list).flatMap((filter, index) => checkFilter(filter, `${at}[${index}]`, system)),
  );
}

function checkFilter(filter: Plain, at: string, system: string): Failure[] {
  const key = textOf(filter["key"]);
  const keys = filterKeys(system);
  if (key === undefined || keys === undefined) {
    return [];
  }
  if (!keys.includes(key)) {
    return [
      failure(
        call,
        `${at}.key`,
        `Patch filter key ${key} is not valid for operating system ${system}, valid keys: ${keys.join(", ")}`,
      ),
    ];
  }
  const values = filterValues(system, key);
  const wrong = textsOf(filter["values"]).filter(
    (value) => value !== "*" && values !== undefined && !values.includes(value),
  );
  return wrong.map((value) =>
    failure(
      call,
      `${at}.values`,
      `Patch filter value '${value}' is not valid for ${key} of operating system ${system}, valid values: ${values?.join(", ")}`,
    ),
  );
}

function checkSystemOptions(inputs: Plain, unknown: readonly string[]): Failure[] {
  const system = systemOf(inputs, unknown);
  if (system === undefined) {
    return [];
  }
  if (system !== "WINDOWS") {
    return inputs["availableSecurityUpdatesComplianceStatus"] === undefined
      ? []
      : [
          failure(
            call,
            "availableSecurityUpdatesComplianceStatus",
            `AvailableSecurityUpdatesComplianceStatus is supported for WINDOWS only, got ${system}`,
          ),
        ];
  }
  return checkLinuxOptions(inputs);
}

/** What only Linux nodes have. */
function checkLinuxOptions(inputs: Plain): Failure[] {
  const refuse = (property: string, member: string) =>
    failure(call, property, `${member} is supported for Linux only, got WINDOWS`);
  const faults = recordsOf(inputs["approvalRules"]).flatMap((rule, index) =>
    rule["enableNonSecurity"] === true
      ? [refuse(`approvalRules[${index}].enableNonSecurity`, "EnableNonSecurity")]
      : [],
  );
  if (inputs["approvedPatchesEnableNonSecurity"] === true) {
    faults.push(refuse("approvedPatchesEnableNonSecurity", "ApprovedPatchesEnableNonSecurity"));
  }
  if (recordsOf(inputs["sources"]).length > 0) {
    faults.push(refuse("sources", "Sources"));
  }
  return faults;
}

function systemOf(inputs: Plain, unknown: readonly string[]): string | undefined {
  return isUnknown(unknown, "operatingSystem")
    ? undefined
    : (textOf(inputs["operatingSystem"]) ?? "WINDOWS");
}
