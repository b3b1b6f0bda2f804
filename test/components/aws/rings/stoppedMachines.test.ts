/** A ring whose stopped machines are started: how it comes to be reached, stays so in another window, and how that is taken back. */
import * as pulumi from "@pulumi/pulumi";
import type { Deployment } from "@pulumi/pulumi/automation";
import { expect, it } from "vitest";
import { declareAwsUnit } from "../../../../components/aws";
import type { Plan } from "../../../../model/plan";
import { planned } from "../../../model/planned";
import { deploy } from "../../../support/mocks";
import { type Run, useSandbox } from "../../../support/sandbox";
import { sandboxCloud } from "../../../support/sandboxCloud";

const sandbox = useSandbox();
const targetType = "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget";
const groupType = "aws:resourcegroups/group:Group";

const planOf = (group: string, window = "sunday"): Plan =>
  planned({
    clouds:
      'clouds: { aws: { accounts: { prod: { id: "123456789012" } }, compliance: { recorder: create }, approvals: { approvers: [ada] } } }',
    windows: `windows:\n  ${window}: { schedule: every sunday at 04:00 }`,
    groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux]${group}, aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: ${window} }] }`,
  });
const starting = planOf(", startStopped: true");

const program = (plan: Plan) => async () => {
  const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
  for (const unit of plan.aws) declareAwsUnit(unit.region, unit, plan, { parent });
};

/** Of the ring and not of the scan. */
const keysOf = (targets: readonly { readonly inputs?: Readonly<Record<string, unknown>> }[]) =>
  targets
    .flatMap(({ inputs }) => inputs?.["targets"] as { key: string; values: string[] }[])
    .filter(({ values }) => values.includes("web.all") || values.includes("patch-web.all"))
    .map(({ key }) => key)
    .sort();

const doneToGroup = ({ events }: Run): readonly string[] =>
  events
    .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
    .filter(({ type }) => type === groupType)
    .map(({ op }) => op);

interface Entry {
  readonly urn: string;
  readonly type: string;
}

/** A state as it was when the group belonged to the ring's window. */
function belowItsWindow(state: Deployment): Deployment {
  const { resources } = state.deployment as { readonly resources: readonly Entry[] };
  const named = (end: string) => resources.find(({ urn }) => urn.endsWith(end));
  const [group, window] = [
    named("web.all-machines"),
    named("MaintenanceWindow::eu-central-1-acme-sunday"),
  ];
  if (group === undefined || window === undefined) throw new Error("there is no group or window");
  const [above = "", name] = window.urn.split(/::(?=[^:]+$)/);
  const urn = `${above}$${groupType}::${name}-web.all-machines`;
  const moved = resources.flatMap((one) => {
    if (one === group) return [];
    if (one !== window) return [one];
    // It did not come after the group then.
    const first = { ...window, dependencies: [], propertyDependencies: {} };
    return [first, { ...group, parent: window.urn }];
  });
  const deployment = JSON.parse(
    JSON.stringify({ ...state.deployment, resources: moved }).replaceAll(group.urn, urn),
  );
  return { ...state, deployment };
}

it("is a group that stays itself whatever window the ring is in", async () => {
  const plans = [
    starting,
    planOf(", startStopped: true", "monday"),
    planOf(", startStopped: true, approval: true"),
  ];

  const groups: unknown[] = [];
  for (const plan of plans) groups.push(await groupOf(plan));

  expect(groups[0]).toMatchObject({ name: "patch-web.all", tag: ["web.all"] });
  expect(groups).toEqual(plans.map(() => groups[0]));
});

async function groupOf(plan: Plan): Promise<unknown> {
  const cloud = await sandboxCloud("123456789012");
  const { only, ofType } = await deploy(program(plan), cloud);
  const { urn, inputs } = only(groupType);
  const query = JSON.parse(String(Object(inputs["resourceQuery"]).query));
  expect(cloud.refusals).toEqual([]);
  expect(keysOf(ofType(targetType))).toEqual(["resource-groups:Name", "tag:PatchGroup"]);
  return { urn, name: inputs["name"], tag: query.TagFilters[0].Values };
}

it("is reached by a group of its instances, and by its tag again when the document says no more", async () => {
  const [plain, asking] = [planOf(""), planOf(", startStopped: true, approval: true", "monday")];
  const stackOf = (plan: Plan) => sandbox.stack({ stack: "stopped", program: program(plan) });
  const first = await stackOf(plain);
  await first.up();
  const tagged = keysOf(await first.resources(targetType));

  const second = await stackOf(starting);
  const { changes } = await second.up();
  const grouped = keysOf(await second.resources(targetType));
  await second.import(belowItsWindow(await second.export()));
  const again = await second.up();
  const moved = await (await stackOf(asking)).up();
  const third = await stackOf(plain);
  await third.up();
  const back = keysOf(await third.resources(targetType));
  const { changes: destroyed } = await third.destroy();

  expect(tagged).toEqual(["tag:PatchGroup", "tag:PatchGroup"]);
  // The group comes, the target becomes another; window role, install task and the close's event learn of it, and each is
  // of a component whose arguments change too. The ring's settings say that its run starts what is stopped.
  expect(changes).toMatchObject({ create: 1, replace: 1, update: 7 });
  expect(grouped).toEqual(["resource-groups:Name", "tag:PatchGroup"]);
  // A group that was made below the window is the same one.
  expect(Object.keys(again.changes)).toEqual(["same"]);
  expect(doneToGroup(moved)).toEqual(["same"]);
  expect(back).toEqual(tagged);
  expect(Object.keys(destroyed)).toEqual(["delete"]);
}, 300_000);
