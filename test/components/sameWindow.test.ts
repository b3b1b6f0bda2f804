/**
 * A window that both clouds share is the same one: starts and ends at which Systems Manager and Update Manager would run are
 * read from the resources as the sandbox keeps them, and reckoned by interpreters of the vendors' grammars.
 */
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { declareAwsUnit } from "../../components/aws";
import { declareAzureUnit, RunStore } from "../../components/azure";
import { azureUnitName } from "../../components/azure/guardedUnit";
import { toWindowsZone } from "../../model/azureZone";
import { loadPlan } from "../../model/load";
import type { AzureUnit, Plan } from "../../model/plan";
import { formatSchedule, type Schedule } from "../../model/schedule";
import { selectPlan } from "../../model/units";
import { loadSchema } from "../../sandbox/schema/loadSchema";
import { anySchedule } from "../model/arbitraries";
import { planned } from "../model/planned";
import { azureAnswers } from "../support/azureMocks";
import { changesOf } from "../support/clockChanges";
import { type DeployedRun, runsOnAws, runsOnAzure } from "../support/deployedWindows";
import { deploy } from "../support/mocks";
import { type SandboxCloud, sandboxCloud, sandboxSubscription } from "../support/sandboxCloud";
import { zones } from "../support/scheduleOpponents";

const subscriptionId = "11111111-2222-3333-4444-555555555555";
const [documents, groupsOfOne] = [8, 25];
/** A year and a month: every month's weekday, and the clocks' changes of both hemispheres. */
const compared = { months: 13 };

interface Clocked {
  readonly schedule: Schedule;
  readonly zone: string;
}

interface SharedWindow extends Clocked {
  readonly hours: 2 | 3;
}

interface Shared {
  readonly from: string;
  readonly windows: readonly SharedWindow[];
}

const shared: fc.Arbitrary<Shared> = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2032-12-31"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
  .chain((from) => {
    const named = zones.filter((zone) => toWindowsZone(zone, from).ok);
    const window = fc.record({
      // Azure starts nothing in the quarter before midnight.
      schedule: anySchedule.filter(({ at }) => at.hour < 23),
      zone: fc.constantFrom(...named),
      hours: fc.constantFrom(2 as const, 3 as const),
    });
    return fc.record({
      from: fc.constant(from),
      windows: fc.array(window, { minLength: groupsOfOne, maxLength: groupsOfOne }),
    });
  });

function planOf({ from, windows }: Shared): Plan {
  const lines = windows.map(
    ({ schedule, zone, hours }, index) =>
      `  w${index}: { schedule: "${formatSchedule(schedule)}", timezone: ${zone}, duration: ${hours}h, cutoff: 1h }`,
  );
  const groups = windows.map(
    (_, index) =>
      `  g${index}: { tier: gold, owner: web-team, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, azure: { subscriptions: [prod], locations: [westeurope] }, rings: [{ name: all, window: w${index} }] }`,
  );
  return planned({
    head: `version: 1\norganisation: acme\ntimezone: UTC\neffectiveFrom: ${from}`,
    clouds: `clouds:
  aws: { accounts: { prod: { id: "123456789012" } }, compliance: { recorder: create } }
  azure: { subscriptions: { prod: { id: ${subscriptionId} } }, resourceGroup: rg-patching }`,
    windows: `windows:\n${lines.join("\n")}`,
    groups: `groups:\n${groups.join("\n")}`,
  });
}

/** Read once: they describe every type of the providers. */
const schemas = { aws: loadSchema("aws"), azure: loadSchema("azure-native") };

interface Clouds {
  readonly aws: SandboxCloud;
  readonly azure: SandboxCloud;
}

const placeOf = ({ resourceGroup, location }: AzureUnit) => ({
  resourceGroupName: resourceGroup,
  location,
  subscriptionId,
});

async function deployed(plan: Plan): Promise<Clouds> {
  const aws = await sandboxCloud("123456789012", await schemas.aws);
  const azure = await sandboxSubscription(subscriptionId, await schemas.azure);
  const { rejections } = await deploy(
    () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
      for (const unit of plan.aws) declareAwsUnit(unit.region, unit, plan, { parent });
      const runStores = new Map(
        plan.azure.map((unit) => [
          azureUnitName(unit),
          new RunStore(`${azureUnitName(unit)}-runs`, placeOf(unit), { parent }),
        ]),
      );
      for (const unit of plan.azure) {
        declareAzureUnit(azureUnitName(unit), unit, plan, { parent, runStores });
      }
    },
    {
      ...azureAnswers,
      create: (resource) =>
        (resource.type.startsWith("azure-native:") ? azure : aws).create(resource),
    },
  );
  expect([...rejections, ...aws.refusals, ...azure.refusals]).toEqual([]);
  return { aws, azure };
}

interface Compared {
  readonly aws: readonly DeployedRun[];
  readonly azure: readonly DeployedRun[];
}

/** Outside clock changes, where neither vendor says what happens and `check` has a finding. */
function runsOf({ aws, azure }: Clouds, patchGroup: string, from: string, window: Clocked) {
  const first = Temporal.PlainDate.from(from);
  const between = { from: first, until: first.add(compared) };
  const isQuiet = ([start]: DeployedRun) => !isAtClockChange(start, window);
  const week = first.subtract({ days: 7 });
  return {
    aws: runsOnAws(aws, patchGroup, week, between).filter(isQuiet),
    azure: runsOnAzure(azure, patchGroup, between).filter(isQuiet),
  } satisfies Compared;
}

function isAtClockChange(start: number, { zone, schedule: { at } }: Clocked): boolean {
  const day = Temporal.Instant.fromEpochMilliseconds(start * 60_000)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const minutes = at.hour * 60 + at.minute;
  return changesOf(zone).some((change) => {
    const begin = change.from.hour * 60 + change.from.minute;
    const days = Math.abs(change.day.until(day).days);
    return days <= 1 && minutes >= begin && minutes < begin + 120;
  });
}

// Azure takes no schedule whose first run is less than a quarter of an hour away.
beforeAll(() => {
  vi.stubEnv("PATCHWARDEN_AS_OF", "2025-12-01T00:00Z");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

describe(`${documents * groupsOfOne} windows that both clouds share`, () => {
  const all = fc.sample(shared, { numRuns: documents, seed: 20261127 });

  it.each(all.map((one, index) => [index + 1, one] as const))(
    "start and end at the same instants, as deployed: %d",
    async (_, one) => {
      const clouds = await deployed(planOf(one));

      for (const [index, window] of one.windows.entries()) {
        const runs = runsOf(clouds, `g${index}.all`, one.from, window);
        const said = `${formatSchedule(window.schedule)} ${window.zone} from ${one.from}`;
        expect(runs.azure, said).toEqual(runs.aws);
        expect(runs.aws.length, said).toBeGreaterThan(10);
      }
    },
    120_000,
  );
});

describe("the windows of the example", () => {
  it("start and end at the same instants on both clouds, as deployed", async () => {
    const loaded = loadPlan("patching.yaml");
    if (!loaded.ok) throw new Error("the example is not valid");
    const plan = selectPlan(loaded.plan, { accounts: ["prod"] });
    const clouds = await deployed(plan);
    const rings = plan.groups
      .flatMap((group) => group.rings)
      .filter(({ systems }) => new Set(systems.map(({ cloud }) => cloud)).size === 2);

    for (const { patchGroup, window } of rings) {
      const { schedule, timezone: zone } = window;
      const runs = runsOf(clouds, patchGroup, plan.effectiveFrom, { schedule, zone });
      expect(runs.azure, patchGroup).toEqual(runs.aws);
      expect(runs.aws.length, patchGroup).toBeGreaterThan(50);
    }
    expect(rings.length).toBeGreaterThan(2);
  });
});

describe("a window that is another one on Azure", () => {
  const window: SharedWindow = {
    schedule: {
      kind: "monthlyWeekday",
      ordinal: 2,
      weekday: "tuesday",
      offsetDays: 4,
      at: { hour: 4, minute: 30 },
    },
    zone: "Europe/Berlin",
    hours: 3,
  };
  const from = "2026-12-01";
  let clouds: Clouds;
  beforeAll(async () => {
    clouds = await deployed(planOf({ from, windows: [window] }));
  });

  type Cloud = keyof Clouds;
  const types: Readonly<Record<Cloud, string>> = {
    aws: "aws:ssm/maintenanceWindow:MaintenanceWindow",
    azure: "azure-native:maintenance:MaintenanceConfiguration",
  };

  /** What the clouds run once every window of one of them has other inputs. */
  function changed(cloud: Cloud, inputs: Readonly<Record<string, unknown>>): Compared {
    const { store } = clouds[cloud].provider;
    const windows = clouds[cloud].all(types[cloud]);
    for (const one of windows) store.put({ ...one, inputs: { ...one.inputs, ...inputs } });
    const runs = runsOf(clouds, "g0.all", from, window);
    for (const one of windows) store.put(one);
    return runs;
  }

  it("is the same one before anything is changed", () => {
    const { aws, azure } = changed("azure", {});

    expect(azure).toEqual(aws);
  });

  it.each<readonly [string, Cloud, Readonly<Record<string, unknown>>]>([
    ["a zone whose clocks change on other days", "azure", { timeZone: "Eastern Standard Time" }],
    ["a zone of the other hemisphere", "aws", { scheduleTimezone: "Australia/Sydney" }],
    [
      "a zone without changes of the clock",
      "azure",
      { timeZone: "W. Central Africa Standard Time" },
    ],
    ["an offset less", "aws", { scheduleOffset: 3 }],
    ["no offset", "azure", { recurEvery: "Month Second Tuesday" }],
    ["the last one for the second", "azure", { recurEvery: "Month Last Tuesday Offset4" }],
    [
      "the day after the second Monday for the second Tuesday",
      "aws",
      { schedule: "cron(30 4 ? * MON#2 *)", scheduleOffset: 5 },
    ],
    ["another hour", "azure", { startDateTime: "2026-12-12 05:30" }],
    ["a first run that is left out", "azure", { startDateTime: "2026-12-13 04:30" }],
    ["an earlier end", "azure", { duration: "02:55" }],
    ["a longer one", "aws", { duration: 4 }],
    ["an end of all runs", "azure", { expirationDateTime: "2027-06-01 00:00" }],
    ["a start date after the first run's base day", "aws", { startDate: "2026-12-09T00:00:00Z" }],
  ])("is told: %s", (_, cloud, inputs) => {
    const { aws, azure } = changed(cloud, inputs);

    expect(azure).not.toEqual(aws);
  });
});
