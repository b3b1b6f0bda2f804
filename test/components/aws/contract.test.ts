/** What every AWS component promises its caller, whichever it is. */
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as aws from "../../../components/aws";
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
import { existing, untagged, wrongValue } from "../../support/awsContract";
import { deploy, outputValue } from "../../support/mocks";
import { useSandbox } from "../../support/sandbox";

const region = "eu-west-1";
const place = { accountId: "012345678901", region };
const baseline = {
  region,
  baselineName: "linux",
  operatingSystem: "AMAZON_LINUX_2023",
  approvalRules: [
    { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] },
  ],
} as const;
/** AWS's own: it need not be in the account. */
const awsBaseline = "arn:aws:ssm:eu-west-1:075727635805:patchbaseline/pb-0123456789abcdef0";
const sunday = { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } } as const;

type Declare = (
  name: string,
  opts: pulumi.ComponentResourceOptions,
  /** Over the arguments of the table. */
  more?: Readonly<Record<string, unknown>>,
) => pulumi.ComponentResource & { urn: pulumi.Output<string> };

type Outputs = Readonly<Record<string, pulumi.Output<string>>>;

const components: readonly (readonly [string, Declare])[] = [
  ["PatchBaseline", (name, opts, more) => new PatchBaseline(name, { ...baseline, ...more }, opts)],
  [
    "PatchGroup",
    (name, opts, more) =>
      new PatchGroup(
        name,
        { region, patchGroup: "web.all", baselineId: awsBaseline, ...more },
        opts,
      ),
  ],
  [
    "DefaultPatchBaseline",
    (name, opts, more) =>
      new DefaultPatchBaseline(
        name,
        { region, operatingSystem: "WINDOWS", baselineId: awsBaseline, ...more },
        opts,
      ),
  ],
  [
    "MaintenanceWindow",
    (name, opts, more) =>
      new MaintenanceWindow(
        name,
        {
          region,
          schedule: sunday,
          timezone: "Europe/Berlin",
          durationHours: 3,
          cutoffHours: 1,
          serviceRoleArn: "arn:aws:iam::012345678901:role/window",
          work: { kind: "scan", patchGroups: ["web.all"] },
          ...more,
        },
        opts,
      ),
  ],
  [
    "ChangeCalendar",
    (name, opts, more) => new ChangeCalendar(name, { region, freezes: [], ...more }, opts),
  ],
  [
    "PatchRunbooks",
    (name, opts, more) =>
      new PatchRunbooks(
        name,
        {
          ...place,
          patchGroups: ["web.all"],
          calendarArns: ["arn:aws:ssm:eu-west-1:012345678901:document/freezes"],
          vault: {
            name: "vault",
            arn: "arn:aws:backup:eu-west-1:012345678901:backup-vault:vault",
          },
          backupRoleArn: "arn:aws:iam::012345678901:role/backup",
          ...more,
        },
        opts,
      ),
  ],
  [
    "PatchAccess",
    (name, opts, more) =>
      new PatchAccess(
        name,
        {
          ...place,
          runbooks: {
            gateDocument: "gate",
            nodeDocument: "node",
            restoreDocument: "restore",
            gateVersion: "3",
            nodeVersion: "4",
            restoreVersion: "1",
            gateRoleArn: "arn:aws:iam::012345678901:role/gate",
            nodeRoleArn: "arn:aws:iam::012345678901:role/node",
            restoreRoleArn: "arn:aws:iam::012345678901:role/restore",
            verdictPath: "/patchwarden/web",
          },
          requester: { principals: ["arn:aws:iam::012345678901:role/operations"] },
          auditor: { principals: ["arn:aws:iam::210987654321:user/ada"] },
          ...more,
        },
        opts,
      ),
  ],
  [
    "RunClose",
    (name, opts, more) =>
      new RunClose(
        name,
        {
          ...place,
          windowId: "mw-0123456789abcdef0",
          windowTargetIds: { "web.all": "aaaaaaaa-2222-4333-8444-555555555555" },
          dispatchDocument: "dispatch",
          roleArn: "arn:aws:iam::012345678901:role/event",
          ...more,
        },
        opts,
      ),
  ],
  [
    "VerdictReader",
    (name, opts, more) =>
      new VerdictReader(
        name,
        {
          ...place,
          verdictArns: [`arn:aws:ssm:${region}:012345678901:parameter/web/web.all/close`],
          readerAccountIds: ["210987654321"],
          gateRoles: ["web-gate-*"],
          externalId: "acme/dev",
          ...more,
        },
        opts,
      ),
  ],
  [
    "SnapshotPolicy",
    (name, opts, more) =>
      new SnapshotPolicy(
        name,
        {
          ...place,
          rules: [
            {
              name: "sunday",
              patchGroups: ["web.all"],
              before: sunday,
              timezone: "UTC",
              keepDays: 14,
            },
          ],
          ...more,
        },
        opts,
      ),
  ],
  [
    "LastGoodImage",
    (name, opts, more) =>
      new LastGoodImage(
        name,
        { ...place, groupName: "web", imageId: "ami-0123456789abcdef0", ...more },
        opts,
      ),
  ],
  ["PatchLists", (name, opts, more) => new PatchLists(name, { ...place, ...more }, opts)],
  ["ConfigRecorder", (name, opts, more) => new ConfigRecorder(name, { ...place, ...more }, opts)],
  [
    "ComplianceRules",
    (name, opts, more) =>
      new ComplianceRules(name, { ...place, recorder: "existing", ...more }, opts),
  ],
];

it("is tested of every component of aws", () => {
  const classes = Object.entries(aws).filter(
    ([, value]) => (value as { prototype?: unknown }).prototype instanceof pulumi.ComponentResource,
  );

  expect(components.map(([name]) => name).toSorted()).toEqual(
    classes.map(([name]) => name).toSorted(),
  );
});

describe.each(components)("%s", (className, declare) => {
  it("is of its own type, and records the arguments it was given", async () => {
    const { only } = await deploy(() => declare("one", {}));

    expect(only(`patchwarden:aws:${className}`).inputs["region"]).toBe(region);
  });

  it("hands its provider and its protection on to every child, and names the region", async () => {
    const { resources } = await deploy(() => {
      const provider = new Provider("elsewhere", { region: "us-east-1" });
      return declare("one", { provider, protect: true });
    });

    const children = resources.filter(({ type }) => type.startsWith("aws:"));
    expect(children.length).toBeGreaterThan(0);
    for (const { name, type, inputs, options } of children) {
      expect(options.provider, name).toContain("::elsewhere::");
      expect(options.protect, name).toBe(true);
      if (!type.startsWith("aws:iam/")) expect(inputs["region"], name).toBe(region);
    }
  });

  it("gives every child the times that it is given, and marks what takes tags as ours", async () => {
    const { resources } = await deploy(() =>
      declare("one", { customTimeouts: { create: "20m", delete: "5m" } }),
    );

    const children = resources.filter(({ type }) => type.startsWith("aws:"));
    for (const { name, inputs, options } of children) {
      expect(options.customTimeouts, name).toEqual(["20m", "", "5m"]);
      const { tags } = inputs;
      if (tags !== undefined) expect(tags, name).toEqual({ ManagedBy: "patchwarden" });
    }
  });

  it("lets its caller's tags win over ours, on everything that takes tags", async () => {
    const tags = { team: "web", ManagedBy: "acme" };

    const takesTags = !untagged.includes(className);
    const { resources } = await deploy(() => declare("one", {}, takesTags ? { tags } : {}));

    const tagged = resources.filter(
      ({ type, inputs }) => type.startsWith("aws:") && inputs["tags"] !== undefined,
    );
    expect(tagged.length > 0).toBe(takesTags);
    for (const { name, inputs } of tagged) expect(inputs["tags"], name).toEqual(tags);
  });

  it("refuses what an Output holds once it is known, in the words of a plain value", async () => {
    const { property, value, complaint } = wrongValue(className);
    const known = { [property]: pulumi.output(value) };

    const plain = await deploy(() => declare("one", {}, { [property]: value })).then(
      () => "nothing was refused",
      (error: Error) => error.message,
    );
    const { rejections } = await deploy(() => declare("one", {}, known));

    const start = `${className} "one": `;
    expect(plain.slice(0, start.length)).toBe(start);
    expect(plain.slice(start.length)).toMatch(complaint);
    expect(rejections.join("\n")).toContain(plain);
  });

  it("takes what is not known in a preview for no fault", async () => {
    const { resources, rejections } = await deploy(() => declare("one", {}), { preview: true });

    expect(rejections).toEqual([]);
    expect(resources.some(({ type }) => type.startsWith("aws:"))).toBe(true);
  });

  it("stands twice beside itself under two names", async () => {
    const { resources } = await deploy(() => [declare("one", {}), declare("two", {})]);

    const urns = resources.map(({ urn }) => urn);
    expect(new Set(urns).size).toBe(urns.length);
  });
});

describe("what exists already", () => {
  it.each(existing.map((one) => [`${one.component}: ${one.what}`, one] as const))(
    "stands in for what would be made, %s",
    async (_name, { component, made, given, type, used, output }) => {
      const declare = components.find(([name]) => name === component)?.[1];
      if (declare === undefined) throw new Error(`no component ${component}`);

      const without = await deploy(() => declare("one", {}, made));
      const { result, ofType, resources } = await deploy(() => declare("one", {}, given));

      const children = resources.filter((one) => one.type.startsWith("aws:"));
      const told =
        output === undefined
          ? JSON.stringify(children.map(({ inputs }) => inputs))
          : await outputValue((result as unknown as Outputs)[output] ?? pulumi.output(""));
      expect(ofType(type)).toHaveLength(without.ofType(type).length - 1);
      expect(told).toContain(used);
    },
  );
});

describe("a component on the engine", () => {
  const sandbox = useSandbox();

  it("keeps its resources when it is renamed with an alias, and lets transforms reach them", async () => {
    const stack = await sandbox.stack({
      program: async () => {
        new PatchBaseline("old", baseline);
      },
      config: { "aws:region": region },
    });
    await stack.up();

    stack.program(async () => {
      new PatchBaseline("new", baseline, {
        aliases: [{ name: "old" }],
        transforms: [
          ({ type, props, opts }) =>
            type === "aws:ssm/patchBaseline:PatchBaseline"
              ? { props: { ...props, description: "seen by a transform" }, opts }
              : undefined,
        ],
      });
    });
    const renamed = await stack.up();
    const [child] = await stack.resources("aws:ssm/patchBaseline:PatchBaseline");
    await stack.destroy();

    expect(renamed.changes).toEqual({ same: expect.any(Number), update: 1 });
    expect(child?.inputs).toMatchObject({ description: "seen by a transform" });
  }, 120_000);

  it("keeps what it made when it must be retained, within the times that it is given", async () => {
    const options = { retainOnDelete: true, customTimeouts: { create: "20m" } };
    const stack = await sandbox.stack({
      stack: "options",
      program: async () => {
        new PatchBaseline("kept", baseline, options);
      },
    });
    await stack.up();

    const [child] = await stack.resources("aws:ssm/patchBaseline:PatchBaseline");

    expect(child).toMatchObject({ retainOnDelete: true, customTimeouts: { create: 1200 } });
  }, 120_000);
});
