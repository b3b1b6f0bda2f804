/** What others are blamed for, as docs/components/aws/complaints.md tells it, in what the example's document deploys. */
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { declareAwsUnit, MaintenanceWindow } from "../../components/aws";
import { loadPlan } from "../../model/load";
import { type Deployment, deploy } from "../support/mocks";

const windowType = "aws:ssm/maintenanceWindow:MaintenanceWindow";
const targetType = "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget";
const taskType = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";

/** Every place of the example's document. */
async function deployExample(): Promise<Deployment<void>> {
  const loaded = loadPlan(path.resolve(__dirname, "../../patching.yaml"));
  if (!loaded.ok) throw new Error("the example's document is invalid");
  const { plan } = loaded;
  return deploy(() => {
    const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
    for (const unit of plan.aws) {
      declareAwsUnit(`${unit.account}-${unit.region}`, unit, plan, { parent });
    }
  });
}

describe("what the example deploys to AWS", () => {
  let example: Deployment<void>;
  beforeAll(async () => {
    example = await deployExample();
  });

  it("starts nothing by being deployed", () => {
    const types = new Set(example.resources.map(({ type }) => type));
    const schedules = example.ofType(windowType).map(({ inputs }) => String(inputs["schedule"]));

    expect([...types].filter((type) => type.includes("ssm/association"))).toEqual([]);
    expect(schedules.filter((schedule) => !schedule.startsWith("cron("))).toEqual([]);
  });

  it("gives each window its time zone and tags", () => {
    for (const { inputs } of example.ofType(windowType)) {
      expect(inputs).toMatchObject({
        scheduleTimezone: expect.stringMatching(/./),
        tags: { ManagedBy: "patchwarden" },
      });
    }
  });

  it("reaches machines by a tag without a space", () => {
    const keys = example
      .ofType(targetType)
      .flatMap(({ inputs }) => (inputs["targets"] as { key: string }[]).map(({ key }) => key));

    expect(new Set(keys)).toEqual(new Set(["tag:PatchGroup"]));
  });

  it("scans each ring in one window only", () => {
    const windows = new Map(example.ofType(windowType).map(({ id, inputs }) => [id, inputs]));
    const scanned = example
      .ofType(taskType)
      .filter(({ inputs }) => inputs["taskType"] === "RUN_COMMAND")
      .map(({ inputs }) => windows.get(String(inputs["windowId"])))
      .map((window) => `${window?.["region"]} ${window?.["name"]}`);

    expect(scanned.length).toBeGreaterThan(0);
    expect(new Set(scanned).size).toBe(new Set(scanned.map((one) => one.split(" ")[0])).size);
  });
});

describe("a window that patches", () => {
  it("lets each ring have its own concurrency and stop", async () => {
    const run = (patchGroup: string, value: number) => ({
      patchGroup,
      concurrency: { kind: "percent", value } as const,
      stopAfter: { kind: "count", value } as const,
    });
    const { ofType } = await deploy(
      () =>
        new MaintenanceWindow("sunday", {
          region: "eu-central-1",
          schedule: { kind: "daily", at: { hour: 4, minute: 0 } },
          timezone: "Europe/Berlin",
          durationHours: 3,
          cutoffHours: 1,
          serviceRoleArn: "arn:aws:iam::012345678901:role/window",
          work: {
            kind: "install",
            gateDocument: "gate",
            nodeDocument: "node",
            runs: [run("web.canary", 5), run("web.broad", 25)],
          },
        }),
    );

    const rates = ofType(taskType)
      .filter(({ inputs }) => inputs["targets"] !== undefined)
      .map(({ inputs }) => [inputs["name"], inputs["maxConcurrency"], inputs["maxErrors"]]);
    expect(rates).toEqual([
      ["web.broad-install", "25%", "25"],
      ["web.canary-install", "5%", "5"],
    ]);
  });
});
