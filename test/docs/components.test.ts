/** The pages about the components are what their sources say. Write them anew with `-u`. */
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as aws from "../../components/aws";
import { componentPage } from "../support/componentPage";

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

it.each(pages)(
  "the page of aws.$className is what the source says",
  async ({ className, markdown }) => {
    const file = `${className.charAt(0).toLowerCase()}${className.slice(1)}.md`;
    const page = path.resolve(__dirname, "../../docs/components/aws", file);

    await expect(markdown).toMatchFileSnapshot(page);
  },
);
