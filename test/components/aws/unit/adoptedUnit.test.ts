/** What a plan would make and exists already is imported on the engine, with nothing changed that says anything of patching. */
import { describe, expect, it } from "vitest";
import {
  type Adopted,
  MaintenanceWindow,
  PatchBaseline,
  PatchGroup,
} from "../../../../components/aws";
import { plannedBaselineArgs } from "../../../../components/aws/unit/plannedBaseline";
import { PatchingProgramme } from "../../../../components/programme";
import { parsePlan } from "../../../../model/load";
import { scanWindow } from "../../../../model/scanWindow";
import { deploy } from "../../../support/mocks";
import { useSandbox } from "../../../support/sandbox";

const loaded = parsePlan(
  `
version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds:
  aws:
    accounts: { prod: { id: "123456789012" } }
    compliance: { recorder: create }
    roles: { window: window }
tiers: { gold: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines: { linux: { systems: [amazon-linux-2023], approve: [{ classification: [security] }] } }
windows: { sunday: { schedule: every sunday at 04:00 } }
groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    aws: { accounts: [prod], regions: [eu-west-1] }
    rings: [{ name: all, window: sunday }]
`,
  "patching.yaml",
);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
const { plan } = loaded;
const [unit] = plan.aws;
const [baseline] = unit?.baselines ?? [];
if (unit === undefined || baseline === undefined) throw new Error("the plan deploys nothing");
const region = "eu-west-1";
const place = `prod/${region}`;
const programme = (adopt?: Adopted) =>
  new PatchingProgramme("patching", {
    ...{ plan, asOf: 29_800_000 },
    ...(adopt === undefined ? {} : { adopt }),
  });

/** By other names, as another team left them. */
function existing() {
  const { baselineId } = new PatchBaseline("theirs", {
    ...{ region, ...plannedBaselineArgs(baseline as typeof baseline & {}) },
    ...{ baselineName: "our-linux", tags: { Team: "ops" } },
  });
  const group = new PatchGroup("theirs", { region, patchGroup: "web.all", baselineId });
  const scan = new MaintenanceWindow("theirs", {
    ...{ region, windowName: "look-at-noon", tags: { Team: "ops" }, ...scanWindow },
    schedule: (unit as typeof unit & {}).scan.schedule,
    timezone: (unit as typeof unit & {}).scan.timezone,
    serviceRoleArn: "arn:aws:iam::123456789012:role/window",
    work: { kind: "scan", patchGroups: ["web.all"] },
  });
  return {
    ...{ baseline: baselineId, group: group.registrationId, window: scan.windowId },
    ...{ targets: scan.targetIds, tasks: scan.taskIds },
  };
}

describe("what a plan names as existing", () => {
  const sandbox = useSandbox();

  it("is imported with no change: baseline, registration, window, target and task", async () => {
    const maker = await sandbox.stack({ stack: "maker", program: async () => existing() });
    await maker.up();
    const outputs = await maker.outputs();
    const of = (key: string) => outputs[key]?.value;
    const adopt: Adopted = {
      [place]: {
        baselines: { [baseline.name]: of("baseline") },
        patchGroups: [of("group")],
        windows: {
          "acme-scan": { windowId: of("window"), targetIds: of("targets"), taskIds: of("tasks") },
        },
      },
    };
    const adopter = await sandbox.stack({
      stack: "adopter",
      program: async () => void programme(adopt),
    });

    const first = await adopter.up();
    const second = await adopter.up();

    expect(first.changes).toEqual({ create: expect.any(Number), import: 5 });
    expect(Object.keys(second.changes)).toEqual(["same"]);
    const [window] = (
      await adopter.resources("aws:ssm/maintenanceWindow:MaintenanceWindow")
    ).filter(({ id }) => id === of("window"));
    expect(window?.outputs).toMatchObject({ name: "look-at-noon", tags: { Team: "ops" } });
  }, 300_000);

  it("is refused under names that the plan has not, all at once, before anything is touched", async () => {
    const adopt: Adopted = {
      "dev/eu-west-1": {},
      [place]: {
        baselines: { windows: "pb-0123456789abcdef0" },
        patchGroups: ["web.all,pb-0123456789abcdef0"],
        windows: { scan: { windowId: "mw-0123456789abcdef0" } },
      },
    };

    const message = await deploy(() => programme(adopt)).catch((error: Error) => error.message);

    expect(String(message).split("\n")).toEqual([
      `PatchingProgramme "patching": adopt must name what the plan has, ${place}; got "dev/eu-west-1"`,
      `PatchingProgramme "patching": adopt["${place}"].baselines must name what the plan has, ${baseline.name}; got "windows"`,
      `PatchingProgramme "patching": adopt["${place}"].windows must name what the plan has, acme-sunday, acme-scan; got "scan"`,
      `PatchingProgramme "patching": adopt["${place}"].patchGroups must name what the plan has, nothing; got "web.all,pb-0123456789abcdef0"`,
    ]);
  });
});
