/** Something wrong anywhere within the arguments is refused in the component's words, or is right for the service too. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  ComplianceAssignments,
  DynamicScope,
  MachineAssignment,
  MaintenanceConfiguration,
  PostRun,
  RecoveryVault,
  RunStore,
  SnapshotPolicy,
} from "../../../components/azure";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { type SweepOutcome, strangeRefusals } from "../../support/argumentSweep";
import { azureAnswers } from "../../support/azureMocks";
import { everyAzureArgument } from "../../support/everyAzureArgument";
import { deploy } from "../../support/mocks";
import { subscription } from "../../support/patchRun";
import { type SandboxCloud, sandboxSubscription } from "../../support/sandboxCloud";

let schema: SandboxCloud["provider"]["schema"];
beforeAll(async () => {
  // The day before they begin: Azure takes no schedule whose first run is less than a quarter of an hour away.
  vi.stubEnv("PATCHWARDEN_AS_OF", "2026-11-30T00:00Z");
  schema = await loadSchema("azure-native");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

type Component = keyof typeof everyAzureArgument;
const classes: Readonly<Record<Component, Declare>> = {
  ComplianceAssignments,
  DynamicScope,
  MachineAssignment,
  MaintenanceConfiguration,
  PostRun,
  RecoveryVault,
  RunStore,
  SnapshotPolicy,
};
type Declare = new (name: string, args: never) => unknown;

async function declare(component: Component, args: object): Promise<SweepOutcome> {
  const cloud = await sandboxSubscription(subscription, schema);
  const { result, rejections } = await deploy(
    () => {
      try {
        const Made = classes[component];
        new Made("one", args as never);
        return [];
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      }
    },
    { ...azureAnswers, create: (resource) => cloud.create(resource) },
  );
  return { told: [...result, ...rejections], refused: cloud.refusals };
}

/** Beside others that exclude them: of what exists already, or of another level. */
const leftOut: readonly string[] = [
  "MaintenanceConfiguration.adopt",
  "DynamicScope.resourceGroupName",
  "DynamicScope.subscriptions",
  "DynamicScope.adopt",
  "MachineAssignment.adopt",
  "RecoveryVault.existingVaultName",
];

const forms = (Object.keys(everyAzureArgument) as Component[]).flatMap((component) =>
  everyAzureArgument[component].map((args: object, index) => ({ component, index, args })),
);

describe.each(forms)("$component $index", ({ component, args }) => {
  it("takes what is right", async () => {
    expect((await declare(component, args)).told).toEqual([]);
  });

  it("has every argument but those of adoption in the table", async () => {
    const { told } = await declare(component, { ...args, lcoation: "" });
    const names = /there are (.+)$/.exec(told[0] ?? "")?.[1]?.split(", ") ?? [];
    const given = everyAzureArgument[component].flatMap((one: object) => Object.keys(one));

    const left = names.filter((name) => !given.includes(name));

    expect(names).not.toEqual([]);
    expect(left.filter((name) => !leftOut.includes(`${component}.${name}`))).toEqual([]);
  });

  it("refuses what is wrong in its own words", async () => {
    const strange = await strangeRefusals(component, args, (one) => declare(component, one));

    expect(strange).toEqual([]);
  }, 120_000);
});
