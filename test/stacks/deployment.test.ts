/** The program of `stacks/` on the real engine and the sandbox, as a user runs it. */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { loadPlan } from "../../model/load";
import { explainCell } from "../../model/proof/explain";
import { prove } from "../../model/proof/prove";
import { parseInstant } from "../../model/zone";
import {
  failureOf,
  projectRoot,
  type Run,
  type StackOptions,
  useSandbox,
} from "../support/sandbox";

const policy = path.resolve(__dirname, "../support/twoAccounts.yaml");
const asOf = "2026-12-01T00:00Z";

interface Changes {
  readonly config?: Readonly<Record<string, string>>;
  readonly document?: string;
  readonly asOf?: string;
}

function stackOf(stack: string, changes: Changes = {}): StackOptions {
  return {
    program: projectRoot,
    stack,
    config: {
      "aws:region": "eu-central-1",
      "azure-native:subscriptionId": "11111111-2222-3333-4444-555555555555",
      ...changes.config,
    },
    environment: {
      PATCHWARDEN_DOCUMENT: changes.document ?? policy,
      PATCHWARDEN_AS_OF: changes.asOf ?? asOf,
    },
  };
}

/** The policy with a group and a ring renamed by `formerly`. */
function renamed(text: string): string {
  return text
    .replace("  web:\n", "  shop:\n    formerly: web\n")
    .replace("groups: [web]", "groups: [shop]")
    .replace("name: canary,", "name: first, formerly: canary,");
}

/** The types of what a run replaces. */
function replaced({ events }: Run): readonly string[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  const types = steps.filter(({ op }) => op === "replace").map(({ type }) => type);
  return [...new Set(types)].sort();
}

describe("stacks/", () => {
  const sandbox = useSandbox();

  it("deploys a policy, finds nothing to change after it nor forty days later, keeps what is renamed, and takes everything away", async () => {
    const document = path.join(sandbox.folder, "policy.yaml");
    const text = readFileSync(policy, "utf8");
    writeFileSync(document, text);
    const stack = await sandbox.stack(stackOf("whole", { document }));

    const first = await stack.up();
    const second = await stack.up();
    const refreshed = await stack.refresh();
    const exported = JSON.stringify(await stack.export());
    const later = await sandbox.stack(stackOf("whole", { document, asOf: "2027-01-10T00:00Z" }));
    const previewed = await later.preview();
    writeFileSync(document, renamed(text));
    const moved = await stack.up();
    const again = await stack.up();
    const gone = await stack.destroy();

    const created = first.changes["create"];
    expect(first.changes).toEqual({ create: expect.any(Number) });
    expect(created).toBeGreaterThan(150);
    expect(second.changes).toEqual({ same: created });
    expect(refreshed.changes).toEqual({ same: expect.any(Number) });
    // The signature of a workflow's callback URL.
    expect(exported).toContain("SystemTopicEventSubscription");
    expect(exported).not.toMatch(/[?&]sig=/);
    expect(previewed.changes).toEqual({ same: created });
    // A group and a ring under new names: only what these are part of, in an order that both clouds accept.
    expect(Object.keys(moved.changes).sort()).toEqual(["replace", "same", "update"]);
    expect(replaced(moved)).toEqual([
      "aws:backup/selection:Selection",
      "aws:ssm/parameter:Parameter",
      "aws:ssm/patchGroup:PatchGroup",
      // Of the topic's own identity, which writes dead letters.
      "azure-native:authorization:RoleAssignment",
      "azure-native:eventgrid:SystemTopic",
      "azure-native:eventgrid:SystemTopicEventSubscription",
      "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
      "azure-native:maintenance:MaintenanceConfiguration",
    ]);
    expect(again.changes).toEqual({ same: created });
    expect(gone.changes).toEqual({ delete: created });
  }, 300_000);
});

describe("two stacks of one policy", () => {
  const sandbox = useSandbox();

  it("share an account and a region without touching each other", async () => {
    const web = await sandbox.stack(stackOf("web", { config: { "patchwarden:groups": "web" } }));
    const batch = await sandbox.stack(
      stackOf("batch", {
        config: { "patchwarden:groups": '["batch"]', "patchwarden:recorder": "existing" },
      }),
    );

    await web.up();
    const second = await batch.up();
    const webAgain = await web.up();
    await batch.destroy();
    const webAfter = await web.refresh();

    const groups = second.stdout.match(/web\.(canary|broad)/g);
    expect(second.changes).toEqual({ create: expect.any(Number) });
    expect(groups).toBeNull();
    expect(webAgain.changes).toEqual({ same: expect.any(Number) });
    expect(webAfter.changes).toEqual({ same: expect.any(Number) });
  }, 300_000);
});

describe("a program that must not deploy", () => {
  const sandbox = useSandbox();

  it("stops a preview of a policy that breaks its promises, in the words of the check", async () => {
    const document = path.join(sandbox.folder, "hasty.yaml");
    const text = readFileSync(policy, "utf8").replace("critical: 60d", "critical: 4d");
    writeFileSync(document, text);
    const loaded = loadPlan(document);
    if (!loaded.ok) throw new Error("the hasty policy is not valid");
    const late = prove(loaded.plan, parseInstant(asOf) ?? 0).cells.filter(
      ({ verdict }) => verdict.kind === "late",
    );
    const stack = await sandbox.stack(stackOf("hasty", { document }));

    const failure = plainLines(await failureOf(stack.preview()));

    const [timeline] = late.map((cell) => plainLines(explainCell(cell)));
    expect(failure).toEqual(expect.arrayContaining([...(timeline ?? ["no late promise"])]));
    expect(failure.filter((line) => /^at .*\(/.test(line))).toEqual([]);
  }, 120_000);

  it("says in one line each what is wrong with a document", async () => {
    const document = path.join(sandbox.folder, "faulty.yaml");
    const text = readFileSync(policy, "utf8")
      .replace("owner: payments", "ownr: payments")
      .replace("after: 2d", "after: 2 weeks");
    writeFileSync(document, text);
    const stack = await sandbox.stack(stackOf("faulty", { document }));

    const failure = plainLines(await failureOf(stack.preview()));

    const faults = new Set(failure.filter((line) => line.startsWith(`${document}:`)));
    expect([...faults].sort()).toEqual([
      expect.stringMatching(/:22:\d+: .*got 2 weeks; did you mean "2w"\?$/),
      expect.stringMatching(/:\d+:\d+: groups\.web\.owner is missing/),
      expect.stringMatching(/:\d+:\d+: groups\.web: unknown key "ownr"/),
    ]);
    expect(failure.filter((line) => /^at .*\(/.test(line))).toEqual([]);
  }, 120_000);

  it("refuses a selection that the document does not know", async () => {
    const stack = await sandbox.stack(
      stackOf("unknown", { config: { "patchwarden:groups": "wbe" } }),
    );

    const failure = await failureOf(stack.preview());

    expect(failure).toContain('the policy has no group "wbe", did you mean "web"?');
  }, 120_000);
});

function plainLines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*error: /, "").trim())
    .filter((line) => line !== "");
}
