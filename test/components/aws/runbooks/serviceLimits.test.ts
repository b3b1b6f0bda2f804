/** What Automation stops a run for, and no service refuses beforehand, in every runbook as it is rendered. */
import { beforeAll, describe, expect, it } from "vitest";
import { LastGoodImage, PatchRunbooks } from "../../../../components/aws";
import { allSteps, type RenderedStep, readRunbook } from "../../../support/automation/rendered";
import { things } from "../../../support/automation/requests";
import { type Deployment, deploy } from "../../../support/mocks";

/** "Systems Manager endpoints and quotas": seconds of a script, automations that start one another, bytes of a document. */
const maxScriptSeconds = 600;
const maxNesting = 5;
const maxBytes = 65_536;

const place = { accountId: "012345678901", region: "eu-central-1" };

function declareAll(): void {
  new PatchRunbooks("web", {
    ...place,
    patchGroups: ["web.canary", "web.broad"],
    calendarArns: [things.calendar],
    vault: { name: "vault", arn: things.vault },
    backupRoleArn: things.backupRole,
    approval: { approvers: ["ada"], topicArn: things.topic },
    lists: { bucketName: "patch-lists" },
    output: { bucketName: "patch-output", logGroupName: "/patching" },
  });
  new LastGoodImage("images", { ...place, groupName: "web", imageId: "ami-0123456789abcdef0" });
}

describe("every runbook", () => {
  let deployment: Deployment<void>;
  let contents: ReadonlyMap<string, string>;
  const steps = (): readonly RenderedStep[] =>
    [...contents.values()].flatMap((content) => allSteps(readRunbook(content).mainSteps));
  beforeAll(async () => {
    deployment = await deploy(declareAll);
    const automations = deployment
      .ofType("aws:ssm/document:Document")
      .filter(({ inputs }) => inputs["documentType"] === "Automation");
    contents = new Map(
      automations.map(({ outputs, inputs }) => [
        String(outputs["name"]),
        String(inputs["content"]),
      ]),
    );
  });

  it("fits into a document", () => {
    expect(contents.size).toBeGreaterThanOrEqual(6);
    for (const [name, content] of contents) {
      expect(Buffer.byteLength(content), name).toBeLessThan(maxBytes);
    }
  });

  it("gives a script no longer than Automation lets it run", () => {
    const scripts = steps().filter(({ action }) => action === "aws:executeScript");
    const long = scripts.filter(({ timeoutSeconds = 0 }) => timeoutSeconds > maxScriptSeconds);

    expect(scripts.length).toBeGreaterThan(10);
    expect(long.map(({ name }) => name)).toEqual([]);
  });

  it("starts no automation deeper than Automation nests them", () => {
    const depth = (name: string): number => {
      const content = contents.get(name);
      if (content === undefined) return 1;
      const started = allSteps(readRunbook(content).mainSteps)
        .filter(({ action }) => action === "aws:executeAutomation")
        .map(({ inputs }) => String(inputs["DocumentName"]));
      return 1 + Math.max(0, ...started.map(depth));
    };
    const depths = [...contents.keys()].map(depth);

    expect(Math.max(...depths)).toBeLessThanOrEqual(maxNesting);
    expect(Math.max(...depths)).toBeGreaterThan(1);
  });
});
