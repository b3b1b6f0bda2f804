/**
 * The soak as it is deployed: twelve months of random releases against the baselines, windows, lists and calendars that
 * the sandbox's state holds. A patch reaches no ring earlier than the soak after the ring before has finished with it.
 */
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { declareAwsUnit } from "../../../components/aws";
import type { Plan } from "../../../model/plan";
import type { CloudResource } from "../../../sandbox/cloud/cloudStore";
import { planned } from "../../model/planned";
import { type DeployedRing, deployedRings } from "../../support/deployedRings";
import { deploy } from "../../support/mocks";
import { type SandboxCloud, sandboxCloud } from "../../support/sandboxCloud";
import { readings, simulateApproval } from "../../support/simulate";

const day = 1440;
const from = Date.parse("2026-12-01T00:00Z") / 60_000;
const until = from + 365 * day;

const plan = planned({
  clouds: `clouds:
  aws: { accounts: { prod: { id: "123456789012" } }, compliance: { recorder: create } }`,
  baselines: `baselines:
  linux:
    systems: [amazon-linux-2023, rhel-9]
    approve: [{ classification: [security], after: 1d }]
  apt:
    systems: [ubuntu-24.04, debian-12]
    approve: [{ classification: [security] }]`,
  windows: `windows:
  nightly: { schedule: every day at 02:00, timezone: Europe/Berlin }
  weekend: { schedule: every saturday at 23:00, timezone: America/New_York, duration: 4h }
  monthly: { schedule: second tuesday +4 days at 04:00, duration: 2h }`,
  freezes: `freezes:
  - { name: year-end, every: year, from: 12-18, to: 01-04 }
  - { name: audit, from: 2027-05-03, to: 2027-05-12, groups: [erp] }`,
  groups: `groups:
  web:
    tier: gold
    owner: web-team
    baselines: [linux, apt]
    aws: { accounts: [prod], regions: [eu-central-1] }
    rings:
      - { name: canary, window: nightly }
      - { name: early, window: weekend, soak: 2d }
      - { name: broad, window: nightly, soak: 5d }
  erp:
    tier: gold
    owner: erp-team
    baselines: [linux, apt]
    aws: { accounts: [prod], regions: [eu-central-1] }
    rings:
      - { name: canary, window: weekend }
      - { name: broad, window: monthly, soak: 36h }`,
});

async function deployed(all: Plan): Promise<SandboxCloud> {
  const cloud = await sandboxCloud("123456789012");
  const { rejections } = await deploy(() => {
    const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
    for (const unit of all.aws) declareAwsUnit(unit.region, unit, all, { parent });
  }, cloud);
  expect([...rejections, ...cloud.refusals]).toEqual([]);
  return cloud;
}

/** A release that reached a ring too early: what it rested, in days. */
interface TooEarly {
  readonly patchGroup: string;
  readonly release: string;
  readonly rested: number;
}

const releases = fc.sample(fc.integer({ min: from, max: until - 60 * day }), {
  numRuns: 2_000,
  seed: 20261201,
});

function tooEarly(cloud: SandboxCloud, operatingSystem: string): readonly TooEarly[] {
  const rings = deployedRings(cloud, operatingSystem, [from, until + 60 * day]);
  const ringOf = (patchGroup: string) => {
    const ring = rings.find((one) => one.patchGroup === patchGroup);
    if (ring === undefined) throw new Error(`nothing is deployed for ${patchGroup}`);
    return ring;
  };
  return plan.groups.flatMap(({ rings: order }) =>
    order.slice(1).flatMap(({ patchGroup, soak }, index) => {
      const earlier = order.slice(0, index + 1).map((ring) => ringOf(ring.patchGroup));
      const after = ringOf(patchGroup);
      return releases.flatMap((release) => {
        const rested = shortestRest(earlier, after, release);
        return rested >= soak
          ? []
          : [
              {
                patchGroup,
                release: new Date(release * 60_000).toISOString(),
                rested: rested / day,
              },
            ];
      });
    }),
  );
}

/** Over the readings of "approved n days after its release" that AWS documents. */
function shortestRest(
  earlier: readonly DeployedRing[],
  after: DeployedRing,
  release: number,
): number {
  return Math.min(
    ...readings.map((reading) => {
      let finish = Number.NaN;
      for (const ring of earlier) {
        finish = firstStart(ring, release, reading, finish) + ring.durationMinutes;
      }
      return firstStart(after, release, reading, finish) - finish;
    }),
  );
}

/** A ring with lists takes what its gate finds old enough; any other one what its baseline approves. */
function firstStart(
  { delayDays, listSoak, starts }: DeployedRing,
  release: number,
  reading: (typeof readings)[number],
  finishBefore: number,
): number {
  const ready =
    listSoak === undefined
      ? simulateApproval(release, delayDays, reading)
      : finishBefore + listSoak;
  return starts.find((start) => start >= ready) ?? Number.POSITIVE_INFINITY;
}

function registration(cloud: SandboxCloud, patchGroup: string, system: string): CloudResource {
  const baselines = cloud
    .all("aws:ssm/patchBaseline:PatchBaseline")
    .filter(({ inputs }) => inputs["operatingSystem"] === system)
    .map(({ id }) => id);
  const found = cloud
    .all("aws:ssm/patchGroup:PatchGroup")
    .filter(({ inputs }) => inputs["patchGroup"] === patchGroup)
    .find(({ inputs }) => baselines.includes(String(inputs["baselineId"])));
  if (found === undefined) throw new Error(`${patchGroup} has no baseline for ${system}`);
  return found;
}

describe("twelve months of releases against what is deployed", () => {
  let cloud: SandboxCloud;
  beforeAll(async () => {
    cloud = await deployed(plan);
  }, 120_000);

  it.each(["AMAZON_LINUX_2023", "REDHAT_ENTERPRISE_LINUX", "UBUNTU", "DEBIAN"])(
    "reach no ring on %s before its soak is over",
    (system) => {
      const found = tooEarly(cloud, system);

      expect(found).toEqual([]);
    },
  );

  it("reach a ring on Ubuntu too early when its machines are told of no list", () => {
    const ofBroad = cloud
      .all("aws:ssm/parameter:Parameter")
      .filter(({ id }) => id.endsWith("/web.broad/settings"));

    for (const settings of ofBroad) {
      const told = JSON.parse(String(settings.inputs["insecureValue"]));
      const insecureValue = JSON.stringify({ ...told, PatchLists: "none" });
      cloud.provider.store.put({ ...settings, inputs: { ...settings.inputs, insecureValue } });
    }
    const found = tooEarly(cloud, "UBUNTU");
    for (const settings of ofBroad) cloud.provider.store.put(settings);

    expect(ofBroad).toHaveLength(1);
    expect(found.length).toBeGreaterThan(100);
    expect(new Set(found.map(({ patchGroup }) => patchGroup))).toEqual(new Set(["web.broad"]));
  });

  it("reach a ring too early when it shares the baseline of the ring before", () => {
    const system = "AMAZON_LINUX_2023";
    const own = registration(cloud, "web.canary", system);
    const moved = registration(cloud, "web.broad", system);
    const baselineId = own.inputs["baselineId"];

    cloud.provider.store.put({ ...moved, inputs: { ...moved.inputs, baselineId } });
    const found = tooEarly(cloud, system);

    expect(found.length).toBeGreaterThan(100);
    expect(new Set(found.map(({ patchGroup }) => patchGroup))).toEqual(new Set(["web.broad"]));
  });
});
