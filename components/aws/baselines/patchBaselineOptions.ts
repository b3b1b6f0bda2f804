/** What a patch baseline can say beside rules and lists; what is not said is left to SSM. */
import type * as ssm from "@pulumi/aws/ssm";
import { checkKeys, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, matching, oneOf, show, trueOrFalse } from "../../arguments";
import { isLinux, type OperatingSystem } from "./operatingSystems";
import { type ComplianceLevel, complianceLevels } from "./patchBaselineRules";
import { checkFilters, listOf, type PatchFilter } from "./patchFilters";

/** A repository that SSM writes onto a machine instead of those that it has. */
export interface PatchSource {
  /** 3–50 letters, digits, `_`, `-` and `.`. */
  readonly name: string;
  /** 1–20 product names, such as `RedhatEnterpriseLinux9.4`. */
  readonly products: readonly string[];
  /** The repository's configuration, 1–1024 characters. */
  readonly configuration: string;
}

export interface BaselineOptions {
  /** How bad a missing patch of `approvedPatches` is. @default - SSM's, UNSPECIFIED */
  readonly approvedPatchesComplianceLevel?: ComplianceLevel;
  /** `approvedPatches` also names updates that are no security updates; Linux only. @default false */
  readonly approvedPatchesEnableNonSecurity?: boolean;
  /** Up to 4 filters that every patch must match before a rule looks at it. @default [] */
  readonly globalFilters?: readonly PatchFilter[];
  /** Up to 20 repositories; Linux only. They replace those that the machine is set up with. @default [] */
  readonly sources?: readonly PatchSource[];
  /** What a machine is that lacks a security update which is not approved yet; Windows only. @default - SSM's */
  readonly availableSecurityUpdatesComplianceStatus?: "COMPLIANT" | "NON_COMPLIANT";
}

type Options = Pick<
  ssm.PatchBaselineArgs,
  | "approvedPatchesComplianceLevel"
  | "approvedPatchesEnableNonSecurity"
  | "globalFilters"
  | "sources"
  | "availableSecurityUpdatesComplianceStatus"
>;

/** Records every fault of the options that are set, and returns those as the service takes them. */
export function checkOptions(
  checks: ArgumentChecks,
  operatingSystem: OperatingSystem,
  args: BaselineOptions,
): Options {
  const level = args.approvedPatchesComplianceLevel;
  const isNonSecurity = args.approvedPatchesEnableNonSecurity ?? false;
  const { globalFilters = [], sources = [] } = args;
  const available = args.availableSecurityUpdatesComplianceStatus;
  if (level !== undefined) {
    checks.check("approvedPatchesComplianceLevel", level, oneOf(complianceLevels));
  }
  checks.check("approvedPatchesEnableNonSecurity", isNonSecurity, trueOrFalse);
  onlyLinux(checks, "approvedPatchesEnableNonSecurity", operatingSystem, isNonSecurity);
  onlyLinux(checks, "sources", operatingSystem, sources.length > 0);
  if (available !== undefined) checkAvailable(checks, operatingSystem, available);
  checkFilters(checks, operatingSystem, globalFilters, "globalFilters", 0);
  checkSources(checks, sources);
  return {
    ...(level !== undefined && { approvedPatchesComplianceLevel: level }),
    ...(isNonSecurity && { approvedPatchesEnableNonSecurity: true }),
    ...(globalFilters.length > 0 && {
      globalFilters: globalFilters.map(({ key, values }) => ({ key, values: [...values] })),
    }),
    ...(sources.length > 0 && {
      sources: sources.map((source) => ({ ...source, products: [...source.products] })),
    }),
    ...(available !== undefined && { availableSecurityUpdatesComplianceStatus: available }),
  };
}

function checkAvailable(
  checks: ArgumentChecks,
  operatingSystem: OperatingSystem,
  available: "COMPLIANT" | "NON_COMPLIANT",
): void {
  const property = "availableSecurityUpdatesComplianceStatus";
  if (operatingSystem === "WINDOWS") {
    checks.check(property, available, oneOf(["COMPLIANT", "NON_COMPLIANT"]));
  } else {
    checks.refuse(property, `must not be set on ${operatingSystem}: it is for Windows only`);
  }
}

function onlyLinux(
  checks: ArgumentChecks,
  property: string,
  operatingSystem: OperatingSystem,
  isSet: boolean,
): void {
  if (isSet && !isLinux(operatingSystem)) {
    checks.refuse(property, `must not be set on ${operatingSystem}: it is for Linux only`);
  }
}

const sourceKeys: KeysOf<PatchSource> = {
  name: "needed",
  products: "needed list",
  configuration: "needed",
};

function checkSources(checks: ArgumentChecks, sources: readonly PatchSource[]): void {
  if (sources.length > 20) {
    checks.refuse("sources", `must be at most 20, got ${sources.length}`);
  }
  const names = sources.map(({ name }) => name);
  for (const [index, source] of sources.entries()) {
    const path = `sources[${index}]`;
    checkKeys(checks, path, source, sourceKeys);
    checks.check(
      `${path}.name`,
      source.name,
      matching(/^[a-zA-Z0-9_\-.]{3,50}$/, "3–50 letters, digits, _, - and ."),
    );
    checks.check(`${path}.products`, source.products, listOf(1, 20, 128));
    if (names.indexOf(source.name) !== index) {
      checks.refuse(`${path}.name`, `must be used once, got ${show(source.name)} twice`);
    }
    checks.check(
      `${path}.configuration`,
      source.configuration,
      matching(/^[\s\S]{1,1024}$/, "1–1024 characters"),
    );
  }
}
