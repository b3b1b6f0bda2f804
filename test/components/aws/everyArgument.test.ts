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

it("of a ring: two marks of one system are refused, a hook that is undefined is left out", async () => {
  const [runbooks] = everyArgument.PatchRunbooks;
  const marks = ["0", "1"].map((digit) => `AMAZON_LINUX_2023 ${digit.repeat(16)}`);
  const withRing = (ring: object) =>
    declare("PatchRunbooks", {
      ...runbooks,
      rings: { "web.broad": { ...runbooks.rings?.["web.broad"], ...ring } },
    });

  expect((await withRing({ baselines: marks })).told).toEqual([
    'PatchRunbooks "one": rings["web.broad"].baselines must have one mark a system, got two of AMAZON_LINUX_2023',
  ]);
  expect((await withRing({ hooks: { before: undefined, after: "fill" } })).told).toEqual([]);
});

it.each([
  [
    "SnapshotPolicy",
    { permissionsBoundary: "boundary" },
    "permissionsBoundary must be a policy's ARN",
  ],
  [
    "SnapshotPolicy",
    { permissionsBoundary: "arn:aws-cn:iam::012345678901:policy/b" },
    "permissionsBoundary must be of the region's partition, aws,",
  ],
  [
    "SnapshotPolicy",
    { copyTo: { region: "cn-north-1" } },
    "copyTo.region must be of the partition of eu-central-1, aws,",
  ],
  ["PatchLists", { bucketName: "Not A Bucket!" }, "bucketName must be a bucket's name"],
  [
    "PatchRunbooks",
    { vault: { name: "other", arn: everyArgument.PatchRunbooks[0].vault.arn } },
    "vault must have the name and the ARN of one vault",
  ],
  [
    "MaintenanceWindow",
    { serviceRoleArn: "arn:aws-cn:iam::012345678901:role/w" },
    "serviceRoleArn must be of the region's partition, aws,",
  ],
  [
    "MaintenanceWindow",
    { startDate: "2026-02-30T00:00:00Z" },
    "startDate must be an instant with its zone",
  ],
  [
    "ChangeCalendar",
    {
      freezes: [
        ...everyArgument.ChangeCalendar[0].freezes,
        ...everyArgument.ChangeCalendar[0].freezes,
      ].slice(0, 4),
    },
    "freezes[3].name must be its own",
  ],
] as const)("%s refuses %j", async (component, wrong, complaint) => {
  const [args] = everyArgument[component];

  expect((await declare(component, { ...args, ...wrong })).told.join()).toContain(complaint);
});

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
