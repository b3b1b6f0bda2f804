/**
 * What the sandbox's state says of each ring: the baseline that its patch group is registered with, and when its install
 * task can start. Read from resources as the service keeps them; nothing here knows the plan.
 */
import { Cron } from "croner";
import { Temporal } from "temporal-polyfill";
import type { CloudResource } from "../../sandbox/cloud/cloudStore";
import {
  numberOf,
  type Plain,
  recordAt,
  recordsOf,
  textOf,
  textsOf,
} from "../../sandbox/plainValue";
import type { SandboxCloud } from "./sandboxCloud";
import { instantsOfEvents } from "./scheduleOpponents";

export interface DeployedRing {
  readonly patchGroup: string;
  /** The shortest approval delay of the baseline's rules. */
  readonly delayDays: number;
  readonly durationMinutes: number;
  /** Minutes that the ring before must have had a patch, where the ring installs from lists. */
  readonly listSoak?: number;
  /** Starts that no calendar of the gate closes, in order. */
  readonly starts: readonly number[];
}

type Span = readonly [from: number, until: number];

/** Systems whose machines the runbooks give lists to, where their ring has some. */
const undated = ["CENTOS", "DEBIAN", "RASPBIAN", "UBUNTU"];

/** The rings of one region that patch an operating system. */
export function deployedRings(
  cloud: SandboxCloud,
  operatingSystem: string,
  [from, until]: Span,
): readonly DeployedRing[] {
  return cloud.all("aws:ssm/patchGroup:PatchGroup").flatMap(({ inputs }) => {
    const patchGroup = textOf(inputs["patchGroup"]) ?? "";
    const baseline = byId(cloud, "aws:ssm/patchBaseline:PatchBaseline", inputs["baselineId"]);
    if (baseline.inputs["operatingSystem"] !== operatingSystem) return [];
    const window = windowOf(cloud, patchGroup);
    const settings = settingsOf(cloud, patchGroup);
    const hasLists = undated.includes(operatingSystem) && settings["PatchLists"] !== "none";
    const soak = hasLists ? settings["SoakMinutes"] : undefined;
    const durationMinutes = (numberOf(window.inputs["duration"]) ?? 0) * 60;
    const closed = textsOf(settings["CalendarNames"]).flatMap((arn) =>
      closedBy(cloud, arn.split("/").at(-1) ?? "", until),
    );
    const isOpen = (start: number) =>
      !closed.some(([begin, end]) => start < end && begin < start + durationMinutes);
    const starts = startsOf(window, [from, until]).filter(isOpen);
    return [
      {
        patchGroup,
        delayDays: delayOf(baseline),
        durationMinutes,
        starts,
        ...(soak === undefined ? {} : { listSoak: Number(soak) }),
      },
    ];
  });
}

function byId(cloud: DeployedState, type: string, id: unknown): CloudResource {
  const found = cloud.all(type).find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`the sandbox has no ${type} ${id}`);
  return found;
}

function delayOf({ inputs }: CloudResource): number {
  const days = recordsOf(inputs["approvalRules"]).map((rule) => numberOf(rule["approveAfterDays"]));
  return Math.min(...days.map((one) => one ?? 0));
}

/** Whether a target is the machines of one ring: by its tag, or by a resource group of the instances with it. */
function isOfRing(cloud: DeployedState, { inputs }: CloudResource, patchGroup: string): boolean {
  const [first] = recordsOf(inputs["targets"]);
  const [value, ...others] = textsOf(first?.["values"]);
  if (others.length > 0) return false;
  if (first?.["key"] === "tag:PatchGroup") return value === patchGroup;
  const group = cloud.all("aws:resourcegroups/group:Group").find(({ id }) => id === value);
  const query = String(recordAt(group?.inputs["resourceQuery"])["query"] ?? "{}");
  const [filter] = recordsOf(JSON.parse(query).TagFilters);
  return filter?.["Key"] === "PatchGroup" && textsOf(filter["Values"]).join() === patchGroup;
}

/** What of a cloud's state is read here. */
export type DeployedState = Pick<SandboxCloud, "all">;

/** The window whose task runs a runbook on the machines of the ring, through the window's target. */
export function windowOf(cloud: DeployedState, patchGroup: string) {
  // A scan of this ring alone has a target like the install's.
  const targets = cloud
    .all("aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget")
    .filter((one) => isOfRing(cloud, one, patchGroup))
    .map(({ id }) => id);
  const tasks = cloud.all("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask");
  const task = tasks.find(
    ({ inputs }) =>
      inputs["taskType"] === "AUTOMATION" &&
      recordsOf(inputs["targets"]).some(({ values }) =>
        textsOf(values).some((id) => targets.includes(id)),
      ),
  );
  if (task === undefined) throw new Error(`nothing installs on ${patchGroup}`);
  return byId(cloud, "aws:ssm/maintenanceWindow:MaintenanceWindow", task.inputs["windowId"]);
}

/** What the runbooks read of the ring. */
function settingsOf(cloud: SandboxCloud, patchGroup: string): Plain {
  const parameter = cloud
    .all("aws:ssm/parameter:Parameter")
    .find(({ id }) => id.endsWith(`/${patchGroup}/settings`));
  if (parameter === undefined) throw new Error(`${patchGroup} has no settings`);
  return JSON.parse(String(parameter.inputs["insecureValue"]));
}

/** Events close a calendar that is open otherwise. */
function closedBy(cloud: SandboxCloud, name: string, until: number): readonly Span[] {
  const calendar = byId(cloud, "aws:ssm/document:Document", name);
  return instantsOfEvents(String(calendar.inputs["content"]), (start) => start > until);
}

/** By croner: the cron's days, moved by the offset, at the cron's time of day. */
function startsOf({ inputs }: CloudResource, [from, until]: Span): readonly number[] {
  const fields = /^cron\((.+)\)$/.exec(String(inputs["schedule"]))?.[1] ?? "";
  const zone = String(inputs["scheduleTimezone"]);
  const days = numberOf(inputs["scheduleOffset"]) ?? 0;
  const cron = new Cron(`0 ${fields}`, { timezone: zone, alternativeWeekdays: true });
  const starts: number[] = [];
  for (
    let run = cron.nextRun(new Date((from - days * 1440) * 60_000));
    run !== null && run.getTime() / 60_000 < until;
    run = cron.nextRun(run)
  ) {
    const at = Temporal.Instant.fromEpochMilliseconds(run.getTime()).toZonedDateTimeISO(zone);
    starts.push(at.add({ days }).epochMilliseconds / 60_000);
  }
  return starts;
}
