/** The pages about the components are what their sources say, and their examples run. Write them anew with `-u`. */
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import * as aws from "../../components/aws";
import { componentPage } from "../support/componentPage";
import { deploy } from "../support/mocks";

const pages = [
  componentPage("baselines/patchBaseline.ts", [
    ...["patchBaselineRules.ts", "patchFilters.ts", "patchBaselineOptions.ts"],
  ]),
  componentPage("baselines/patchGroup.ts"),
  componentPage("baselines/defaultPatchBaseline.ts"),
  componentPage("windows/maintenanceWindow.ts", ["maintenanceWindowArgs.ts"]),
  componentPage("access/patchAccess.ts", ["patchAccessArgs.ts"]),
  componentPage("windows/changeCalendar.ts"),
  componentPage("rings/patchLists.ts"),
  componentPage("recovery/lastGoodImage.ts"),
  componentPage("recovery/snapshotPolicy.ts", ["snapshotPolicyArgs.ts"]),
  componentPage("rings/patchRunbooks.ts", [
    ...["patchRunbooksArgs.ts", "../runbooks/ringRuns.ts", "../runbooks/approvalSteps.ts"],
  ]),
  componentPage("rings/runClose.ts"),
  componentPage("rings/verdictReader.ts", ["verdictReaderArgs.ts"]),
  componentPage("compliance/complianceRules.ts"),
  componentPage("compliance/configRecorder.ts"),
];

/** What an example takes from a program around it. */
const around = {
  baseline: { baselineId: "pb-0123456789abcdef0" },
  calendar: { calendarArn: "arn:aws:ssm:eu-central-1:012345678901:document/freezes" },
  snapshots: {
    vaultName: "recovery",
    vaultArn: "arn:aws:backup:eu-central-1:012345678901:backup-vault:recovery",
    roleArn: "arn:aws:iam::012345678901:role/backup",
  },
  runbooks: {
    windowRoleArn: "arn:aws:iam::012345678901:role/window",
    eventRoleArn: "arn:aws:iam::012345678901:role/event",
    closeDocument: "close",
    dispatchDocument: "web-dispatch",
    gateDocument: "web-gate",
    nodeDocument: "web-node",
    restoreDocument: "web-restore",
    gateVersion: "3",
    nodeVersion: "4",
    restoreVersion: "1",
    gateRoleArn: "arn:aws:iam::012345678901:role/gate",
    nodeRoleArn: "arn:aws:iam::012345678901:role/node",
    restoreRoleArn: "arn:aws:iam::012345678901:role/restore",
    verdictPath: "/patchwarden/project/stack/web",
  },
  window: {
    windowId: "mw-0123456789abcdef0",
    targetIds: pulumi.output({ "web.canary": "11111111-2222-3333-4444-555555555555" }),
  },
};

describe("docs/components/aws", () => {
  it("has a page for every component of aws", () => {
    const components = Object.entries(aws).filter(
      ([, value]) =>
        (value as { prototype?: unknown }).prototype instanceof pulumi.ComponentResource,
    );

    expect(pages.map(({ className }) => className).toSorted()).toEqual(
      components.map(([name]) => name).toSorted(),
    );
  });
});

describe.each(pages.map((page) => [page.className, page] as const))(
  "the page of aws.%s",
  (className, { example, markdown }) => {
    it("is what the source says", async () => {
      const file = `${className.charAt(0).toLowerCase()}${className.slice(1)}.md`;
      const page = path.resolve(__dirname, "../../docs/components/aws", file);

      await expect(markdown).toMatchFileSnapshot(page);
    });

    it("has an example that runs", async () => {
      const { outputText } = transpileModule(example, {
        compilerOptions: { module: ModuleKind.CommonJS },
      });
      const scope = { ...aws, ...around };

      const { only, rejections } = await deploy(() => {
        new Function(...Object.keys(scope), outputText)(...Object.values(scope));
      });

      expect(rejections).toEqual([]);
      expect(only(`patchwarden:aws:${className}`).type).toContain(className);
    });
  },
);
