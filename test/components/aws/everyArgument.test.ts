/** Something wrong anywhere within the arguments is refused in the component's words, or is right for the service too. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  ChangeCalendar,
  ComplianceRules,
  ConfigRecorder,
  DefaultPatchBaseline,
  LastGoodImage,
  MaintenanceWindow,
  PatchAccess,
  PatchBaseline,
  PatchGroup,
  PatchLists,
  PatchRunbooks,
  RunClose,
  SnapshotPolicy,
  VerdictReader,
} from "../../../components/aws";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { type SweepOutcome, strangeRefusals } from "../../support/argumentSweep";
import { everyArgument } from "../../support/everyArgument";
import { deploy } from "../../support/mocks";
import { type SandboxCloud, sandboxCloud } from "../../support/sandboxCloud";

let schema: SandboxCloud["provider"]["schema"];
beforeAll(async () => {
  schema = await loadSchema("aws");
});

type Component = keyof typeof everyArgument;
const classes: Readonly<Record<Component, Declare>> = {
  ChangeCalendar,
  ComplianceRules,
  ConfigRecorder,
  DefaultPatchBaseline,
  LastGoodImage,
  MaintenanceWindow,
  PatchAccess,
  PatchBaseline,
  PatchGroup,
  PatchLists,
  PatchRunbooks,
  RunClose,
  SnapshotPolicy,
  VerdictReader,
};
type Declare = new (name: string, args: never) => unknown;

async function declare(component: Component, args: object): Promise<SweepOutcome> {
  const cloud = await sandboxCloud("012345678901", schema);
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
    { create: (resource) => cloud.create(resource) },
  );
  return { told: [...result, ...rejections], refused: cloud.refusals };
}

const forms = (Object.keys(everyArgument) as Component[]).flatMap((component) =>
  everyArgument[component].map((args: object, index) => ({ component, index, args })),
);

describe.each(forms)("$component $index", ({ component, args }) => {
  it("takes what is right", async () => {
    expect((await declare(component, args)).told).toEqual([]);
  });

  it("has every argument but those of adoption in the table", async () => {
    const { told } = await declare(component, { ...args, regoin: "" });
    const names = /there are (.+)$/.exec(told[0] ?? "")?.[1]?.split(", ") ?? [];
    const given = everyArgument[component].flatMap((one: object) => Object.keys(one));

    const left = names.filter((name) => !given.includes(name));

    expect(left.filter((name) => !leftOut.includes(`${component}.${name}`))).toEqual([]);
  });

  it("refuses what is wrong in its own words", async () => {
    const strange = await strangeRefusals(component, args, (one) => declare(component, one));

    expect(strange).toEqual([]);
  }, 120_000);
});

/** Beside others that exclude them: of what exists already, and for Windows only. */
const leftOut: readonly string[] = [
  "PatchBaseline.adopt",
  "PatchBaseline.availableSecurityUpdatesComplianceStatus",
  "PatchGroup.adopt",
  "DefaultPatchBaseline.adopt",
  "MaintenanceWindow.adopt",
  "SnapshotPolicy.vault",
];
