import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { PatchBaseline } from "../../../components/aws/baselines/patchBaseline";
import { plannedBaselineArgs } from "../../../components/aws/unit/plannedBaseline";
import { linuxComplaint, windowsComplaint } from "../../../components/azure/patchContent";
import { parsePlan } from "../../../model/load";
import type { AwsBaseline, AzureConfiguration, Plan } from "../../../model/plan";
import { exampleProduct, type SystemId, systemFacts, systemIds } from "../../../model/systems";
import { awsRules } from "../../../sandbox/aws";
import { patchBaselineType } from "../../../sandbox/aws/ssm/types";
import { deploy } from "../../support/mocks";
import { awsHome, type ServiceCloud, serviceCloud } from "../../support/serviceCloud";
import { policyText } from "../policyText";

const some = <Value>(values: readonly Value[], most = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });
/** Rarely, since most combinations mean nothing and are refused. */
const maybe = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const severity = some(["critical", "high", "medium", "low"], 4);
const classification = some([
  "security",
  "critical",
  "bugfix",
  "rollup",
  "recommended",
  "enhancement",
]);
const products = (systems: readonly SystemId[]) => some(systems.map(exampleProduct));

function rule(systems: readonly SystemId[]) {
  return fc.record(
    {
      classification: maybe(classification),
      severity: maybe(severity),
      priority: maybe(some(["required", "important", "extra"])),
      section: maybe(some(["net", "libs"])),
      products: maybe(fc.oneof(products(systems), some(["Office 2019"]))),
      patchSet: maybe(fc.constantFrom("os", "application")),
      productFamily: maybe(some(["Office"])),
      after: maybe(fc.constantFrom("0d", "2d", "360d")),
      until: maybe(fc.constantFrom("2026-12-31")),
      complianceLevel: maybe(fc.constantFrom("critical", "unspecified")),
    },
    { requiredKeys: [] },
  );
}

const entries = (...texts: readonly string[]) => maybe(some(texts, 4));

function baseline(systems: readonly SystemId[]) {
  return fc.record(
    {
      systems: fc.constant(systems),
      approve: maybe(fc.array(rule(systems), { minLength: 1, maxLength: 4 })),
      approved: entries(
        "openssl",
        "curl*",
        "a*b",
        "x=1.0",
        "foo_1.2",
        "CVE-2026-1234",
        "1234567",
        "KB5034441",
        "MS10-048",
      ),
      approvedComplianceLevel: maybe(fc.constantFrom("high", "informational")),
      approvedNonSecurity: maybe(fc.boolean()),
      reject: entries("kernel-debug", "kernel*", "c*d", "foo_2.3", "KB5034442"),
      rejectAction: maybe(fc.constantFrom("block", "allowAsDependency")),
      globalFilters: maybe(
        fc.record(
          {
            classification: maybe(classification),
            severity: maybe(severity),
            priority: maybe(some(["required"])),
            section: maybe(some(["net"])),
            products: maybe(products(systems)),
          },
          { requiredKeys: [] },
        ),
      ),
      availableSecurityUpdates: maybe(fc.constantFrom("compliant", "nonCompliant")),
      sources: maybe(
        products(systems).map((of) => [{ name: "mirror", products: of, configuration: "x" }]),
      ),
      excludeKbsRequiringReboot: maybe(fc.boolean()),
    },
    { requiredKeys: ["systems"] },
  );
}

const anyBaseline = fc
  .oneof(
    fc.constantFrom<SystemId>(...systemIds).map((id) => [id]),
    fc.uniqueArray(fc.constantFrom<SystemId>(...systemIds), { minLength: 2, maxLength: 4 }),
  )
  .chain(baseline);

const groups = `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, azure: { locations: [westeurope] }, rings: [{ name: canary, window: sunday }, { name: broad, window: sunday, soak: 2d }] }`;

/** Nothing when the document is refused, as by far not every combination means something. */
function planOf(document: { readonly systems: readonly SystemId[] }): Plan | undefined {
  const isOnAzure = document.systems.some((id) => systemFacts(id).clouds.azure);
  const placed = isOnAzure ? groups : groups.replace(" azure: { locations: [westeurope] },", "");
  const baselines = `baselines: { linux: ${JSON.stringify(document)} }`;
  const loaded = parsePlan(policyText({ baselines, groups: placed }));
  return loaded.ok ? loaded.plan : undefined;
}

let cloud: ServiceCloud;

beforeEach(() => {
  cloud = serviceCloud(awsRules, awsHome);
});

async function refusals(baselines: readonly AwsBaseline[]): Promise<readonly unknown[]> {
  const { ofType, rejections } = await deploy(() => {
    for (const [index, one] of baselines.entries()) {
      new PatchBaseline(`${index}`, { region: "eu-central-1", ...plannedBaselineArgs(one) });
    }
  });
  const declared = ofType(patchBaselineType);
  expect(declared).toHaveLength(baselines.length);
  return [
    ...rejections,
    ...declared.flatMap(({ inputs }) => cloud.check(patchBaselineType, inputs)),
  ];
}

function complaints(configurations: readonly AzureConfiguration[]): readonly string[] {
  return configurations.flatMap((one) => {
    const windows = one.windowsClassifications && {
      classifications: one.windowsClassifications as never,
      includeKbs: one.includeKbs ?? [],
      excludeKbs: one.excludeKbs,
    };
    const linux = one.linuxClassifications && {
      classifications: one.linuxClassifications as never,
      includePackages: one.includePackages ?? [],
      excludePackages: one.excludePackages,
    };
    return [windowsComplaint(windows), linuxComplaint(linux)].flatMap((text) => text ?? []);
  });
}

describe("a baseline that the document may hold", () => {
  it("expands to baselines that the component and SSM's rules accept, and to what Azure accepts", async () => {
    let accepted = 0;
    await fc.assert(
      // Many at once, since each deployment takes its time.
      fc.asyncProperty(
        fc.array(anyBaseline, { minLength: 25, maxLength: 25 }),
        async (documents) => {
          const plans = documents.flatMap((document) => planOf(document) ?? []);
          accepted += plans.length;
          const baselines = plans.map((plan) => plan.aws[0]?.baselines ?? []);

          expect(await refusals(baselines.flat())).toEqual([]);
          const configurations = plans.flatMap((plan) =>
            plan.azure.flatMap((unit) => unit.configurations),
          );
          expect(complaints(configurations)).toEqual([]);
          for (const own of baselines) {
            expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
          }
        },
      ),
      { numRuns: 5 },
    );
    expect(accepted).toBeGreaterThan(40);
  }, 60_000);
});
