import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningPack, startPack, unknown } from "../../policies/testing";
import { makeBundles } from "../../tools/bundles";
import { projectRoot } from "../support/sandbox";

const folder = join(projectRoot, "policies");
const root = { type: "pulumi:pulumi:Stack", props: {} };
const instance = {
  type: "aws:ec2/instance:Instance",
  props: { tags: { PatchGroup: "web.canry" } },
};

/** The names and levels that teams configure: changing one breaks their configuration. */
const expected = `
patchwarden-document mandatory
patchwarden-every-resource mandatory
aws-ssm-patch-baseline-approval-delay mandatory
aws-ssm-patch-baseline-coverage mandatory
aws-ssm-patch-baseline-compliance-level mandatory
aws-ssm-patch-baseline-lists mandatory
aws-ssm-patch-group-planned mandatory
aws-ssm-maintenance-window-quality mandatory
aws-ssm-install-task-gated mandatory
aws-ssm-task-rate-control mandatory
aws-ec2-patch-group-tag.Instance mandatory
aws-ec2-patch-group-tag.LaunchTemplate mandatory
aws-ec2-instance-profile.Instance advisory
aws-ec2-instance-profile.LaunchTemplate advisory
aws-recovery-point-present mandatory
aws-config-patch-compliance mandatory
azure-maintenance-configuration-window mandatory
azure-maintenance-configuration-classifications mandatory
azure-maintenance-configuration-reboot mandatory
azure-dynamic-scope-tag.ConfigurationAssignmentsForSubscription mandatory
azure-dynamic-scope-tag.ConfigurationAssignmentsForResourceGroup mandatory
azure-recovery-point-present mandatory
azure-freeze-guarded mandatory
azure-one-schedule-at-a-time mandatory
azure-vm-patch-group-tag.VirtualMachine mandatory
azure-vm-patch-group-tag.Machine mandatory
azure-vm-patch-settings mandatory
azure-assessment-assigned mandatory`;

describe("the pack", () => {
  let pack: RunningPack;
  let elsewhere: string;

  beforeAll(async () => {
    await makeBundles(projectRoot, ["policies"]);
    pack = await startPack(folder, {
      PATCHWARDEN_DOCUMENT: "patching.yaml",
      PATCHWARDEN_AS_OF: "2026-12-01T00:00Z",
    });
    elsewhere = mkdtempSync(join(tmpdir(), "patchwarden-pack-"));
  });
  afterAll(() => {
    pack?.stop();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it("offers the rules under the names and levels that teams configure", async () => {
    const info = await pack.info();

    expect(info.name).toBe("patchwarden");
    expect(info.policies.map(({ name, level }) => `${name} ${level}`)).toEqual(
      expected.trim().split("\n"),
    );
  });

  it("judges by the organisation's document, and skips what a rule is not about by type", async () => {
    const { findings, notApplicable } = await pack.analyze(instance);

    expect(findings).toEqual([
      expect.objectContaining({
        policy: "aws-ec2-patch-group-tag.Instance",
        level: "mandatory",
        message: expect.stringContaining("set tags.PatchGroup to web.canary"),
      }),
      expect.objectContaining({ policy: "aws-ec2-instance-profile.Instance", level: "advisory" }),
    ]);
    // 27 policies: five judge stacks, three have judged the instance.
    expect(notApplicable).toHaveLength(19);
  });

  it("leaves a value that a preview does not know undetermined, at advisory level", async () => {
    const { findings } = await pack.analyze({
      type: "aws:ssm/maintenanceWindow:MaintenanceWindow",
      props: { schedule: "rate(7 days)", scheduleTimezone: unknown, duration: 3, cutoff: 3 },
    });

    expect(findings.map(({ level, message }) => [level, message.split("\n").at(-1)])).toEqual([
      ["mandatory", expect.stringContaining("cutoff is 3 h")],
      ["mandatory", expect.stringContaining("schedule is rate(7 days)")],
      [
        "advisory",
        "undetermined in this preview: scheduleTimezone: waits for a value that is known only after the deployment; checked again in the update [aws-ssm-maintenance-window-quality, docs/rules/aws-ssm-maintenance-window-quality.md]",
      ],
    ]);
  });

  it("judges a stack", async () => {
    const { findings } = await pack.analyzeStack([
      { type: "aws:ssm/patchGroup:PatchGroup", props: { patchGroup: "web.canary" } },
    ]);

    expect(findings.map(({ policy }) => policy)).toEqual(["aws-config-patch-compliance"]);
  });

  it("takes the document of its configuration, and fails when that is missing", async () => {
    const configured = await startPack(folder, { PATCHWARDEN_DOCUMENT: "" });
    try {
      const missing = join(elsewhere, "patching.yaml");
      await configured.configure({ "patchwarden-document": { policyFile: missing } });
      const first = await configured.analyze(root);
      const other = await configured.analyze(instance);

      expect(first.findings).toEqual([
        expect.objectContaining({
          policy: "patchwarden-document",
          level: "mandatory",
          message: expect.stringContaining(`${missing}:1:1: no such file`),
        }),
      ]);
      expect(other.findings).toEqual([]);
    } finally {
      configured.stop();
    }
  });

  it("refuses a misspelt key of its configuration, which would choose another document unseen", async () => {
    const configured = await startPack(folder, {});
    try {
      await configured.configure({ "patchwarden-document": { policyfile: "other.yaml" } });
      const { findings } = await configured.analyze(root);

      expect(findings).toEqual([
        expect.objectContaining({
          policy: "patchwarden-document",
          level: "mandatory",
          message: expect.stringContaining("unknown key policyfile, allowed policyFile"),
        }),
      ]);
    } finally {
      configured.stop();
    }
  });

  it("carries the version of the package, and imports no provider", async () => {
    const version = async (path: string) =>
      JSON.parse(await readFile(join(projectRoot, path), "utf8")).version as string;
    const bundle = await readFile(join(folder, "bin/index.js"), "utf8");
    const packages = [...bundle.matchAll(/require\("(@pulumi\/[^"]+)"\)/g)].map(([, name]) => name);

    expect(await version("policies/package.json")).toBe(await version("package.json"));
    expect([...new Set(packages)]).toEqual(["@pulumi/policy"]);
  });
});
