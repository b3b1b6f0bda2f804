import { describe, expect, it } from "vitest";
import { mostWithin } from "../../../model/backups";
import type { Finding } from "../../../model/plan";
import { parseSchedule } from "../../../model/schedule";
import { planned } from "../planned";

interface Written {
  readonly aws?: string;
  readonly point?: string;
  readonly schedule?: string;
  readonly ring?: string;
  readonly rings?: number;
}

function found(rule: string, written: Written): readonly Finding[] {
  const { aws = "", point = "", schedule = "every day at 04:00", ring = "", rings = 1 } = written;
  const all = Array.from(
    { length: rings },
    (_, index) => `{ name: r${index}, window: nightly${ring} }`,
  );
  const plan = planned({
    clouds: `clouds:
  aws: { accounts: { prod: { id: "123456789012" } }${aws} }
  azure: { subscriptions: { prod: { id: 11111111-2222-3333-4444-555555555555 } }, resourceGroup: rg }`,
    tiers: `tiers:\n  gold: { deadlines: { critical: 60d }, recoveryPoint: { ${point} } }`,
    windows: `windows:\n  nightly: { schedule: ${schedule} }`,
    groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [${all.join(", ")}] }`,
  });
  return plan.findings.filter((one) => one.rule === rule);
}

describe("the most recovery points at a time", () => {
  it.each([
    ["every day at 04:00", 7, 8],
    ["every sunday at 04:00", 6, 1],
    ["every sunday at 04:00", 7, 2],
    ["every wednesday, sunday at 04:00", 4, 2],
    ["every wednesday, sunday at 04:00", 7, 3],
    ["day 1, 15 at 04:00", 14, 2],
    ["day 28 at 04:00", 28, 2],
    ["day 28 at 04:00", 27, 1],
  ])("of %s kept %sd are %s", (text, days, expected) => {
    const parsed = parseSchedule(text);

    expect(parsed.ok && mostWithin(parsed.schedule, days)).toBe(expected);
  });
});

describe("the cap of recovery points", () => {
  const cap = (most: number, more = "") => `, recovery: { maxPoints: ${most}${more} }`;
  const rule = "recovery/too-many-points";

  it("says how many there would be, and the longest keeping that fits", () => {
    const [finding, ...others] = found(rule, { aws: cap(10), point: "keep: 14d" });

    expect(others).toEqual([]);
    expect(finding?.level).toBe("error");
    expect(finding?.message).toBe(
      "group web ring r0: window nightly and 14d of keeping come to 15 recovery points a machine, and the cap is 10; keep: 9d would fit",
    );
    expect(found(rule, { aws: cap(10), point: "keep: 9d" })).toEqual([]);
    expect(found(rule, { aws: cap(15), point: "keep: 14d" })).toEqual([]);
  });

  it("counts copies, whatever their time", () => {
    const copied = ", copyTo: { region: eu-west-1, keep: 5d }";

    expect(found(rule, { aws: cap(13, copied), point: "keep: 7d" })[0]?.message).toContain(
      "8 recovery points and 6 copies a machine, and the cap is 13; keep: 6d would fit",
    );
    expect(found(rule, { aws: cap(14, copied), point: "keep: 7d" })).toEqual([]);
    expect(found(rule, { aws: cap(5, copied), point: "keep: 7d" })[0]?.message).toContain(
      "no keep would fit beside clouds.aws.recovery.copyTo.keep",
    );
  });

  it("counts the backups of a day that only an offset names: there is one every week", () => {
    const schedule = "second tuesday +3 days at 04:00";

    expect(found(rule, { aws: cap(4), point: "keep: 28d", schedule })[0]?.message).toContain(
      "come to 5 recovery points",
    );
    expect(found(rule, { aws: cap(4), point: "keep: 28d, when: inWindow", schedule })).toEqual([]);
  });

  it("asks nothing where none is required", () => {
    expect(found(rule, { aws: cap(1), point: "keep: 14d, required: false" })).toEqual([]);
  });
});

describe("what is asked of recovery points and runs", () => {
  it("is said where nothing copies what the run makes", () => {
    const aws = ", recovery: { copyTo: { region: eu-west-1 } }";

    expect(found("recovery/not-copied", { aws, point: "when: inWindow" })).toHaveLength(1);
    expect(found("recovery/not-copied", { aws })).toEqual([]);
  });

  it("is said where nothing tests the restore of what the run makes", () => {
    const aws = ", recovery: { restoreTests: { schedule: every sunday at 12:00 } }";

    expect(found("recovery/not-tested", { aws, point: "when: inWindow" })).toEqual([
      expect.objectContaining({
        level: "warning",
        message:
          "group web ring r0: recovery points are made in the window, and nothing tests their restore",
      }),
    ]);
    expect(found("recovery/not-tested", { aws })).toEqual([]);
    expect(found("recovery/not-tested", { point: "when: inWindow" })).toEqual([]);
  });

  it("is said where copies go to an account that cannot use the key of their volumes", () => {
    const vault = (account: string) =>
      `copyTo: { region: eu-west-1, vault: "arn:aws:backup:eu-west-1:${account}:backup-vault:far" }`;
    const key = 'volumeKeys: ["arn:aws:kms:eu-central-1:123456789012:key/k"]';
    const rule = "recovery/copy-needs-key";
    const written = (keys: string): Written => ({ aws: `, recovery: { ${keys} }` });

    expect(found(rule, written(vault("210987654321")))).toEqual([
      expect.objectContaining({
        level: "warning",
        message:
          "account prod in eu-central-1: recovery points are copied to account 210987654321, which no volume with AWS's own key (aws/ebs) can be, and clouds.aws.recovery.volumeKeys names no key of eu-central-1",
      }),
    ]);
    expect(found(rule, written(`${vault("210987654321")}, ${key}`))).toEqual([]);
    expect(found(rule, written(vault("123456789012")))).toEqual([]);
    expect(found(rule, { ...written(vault("210987654321")), point: "required: false" })).toEqual(
      [],
    );
  });

  it("is said where more rings would be tested than AWS Backup takes", () => {
    const aws = ", recovery: { restoreTests: { schedule: every sunday at 12:00 } }";

    expect(found("quota/restore-tests", { aws, rings: 31 })).toHaveLength(1);
    expect(found("quota/restore-tests", { aws, rings: 30 })).toEqual([]);
  });

  // The window of three hours starts nothing in its last one.
  it.each([
    ["119m", 0],
    ["2h", 1],
  ])("is said where an approval within %s comes too late", (timeout, count) => {
    const aws = `, approvals: { approvers: [ada], timeout: ${timeout} }`;

    expect(found("approval/too-late", { aws, ring: ", approval: true" })).toHaveLength(count);
    expect(found("approval/too-late", { aws })).toEqual([]);
  });
});

describe("a group whose rings ask people", () => {
  it("has a window of its own, so that nobody waits with it", () => {
    const plan = planned({
      clouds:
        'clouds: { aws: { accounts: { prod: { id: "123456789012" } }, approvals: { approvers: [ada] } } }',
      groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], approval: true, aws: { regions: [eu-central-1] }, rings: [{ name: canary, window: sunday, approval: false }, { name: broad, window: sunday }] }
  erp: { tier: gold, owner: a, baselines: [linux], approval: true, aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
    });

    expect(
      plan.aws[0]?.windows.map(({ name, runs }) => [name, runs.map((run) => run.patchGroup)]),
    ).toEqual([
      ["acme-sunday", ["web.canary"]],
      ["acme-sunday.web", ["web.broad"]],
      ["acme-sunday.erp", ["erp.all"]],
    ]);
  });
});
