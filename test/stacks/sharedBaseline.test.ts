/**
 * What the real engine does to registrations when baselines change: SSM patches a ring without one by the account's default,
 * and an update may be cut off at any resource.
 */
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareAwsUnit } from "../../components/aws";
import { planned } from "../model/planned";
import { type Run, type SandboxStack, useSandbox } from "../support/sandbox";

const sandbox = useSandbox();

interface Written {
  readonly after: number;
  /** Days that the baseline of the second group waits, where it has one of its own. */
  readonly own?: number;
  readonly first?: "web" | "mail";
}

function planOf({ after, own, first = "web" }: Written) {
  const group = (name: string, baseline: string) =>
    `  ${name}: { tier: gold, owner: a, baselines: [${baseline}], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`;
  const second = first === "web" ? "mail" : "web";
  const baseline = (days: number) =>
    `{ systems: [rhel-9, suse-15], approve: [{ after: ${days}d }] }`;
  return planned({
    clouds:
      'clouds: { aws: { accounts: { prod: { id: "123456789012" } }, compliance: { recorder: create } } }',
    baselines: `baselines:\n  linux: ${baseline(after)}\n  own: ${baseline(own ?? after)}`,
    groups: `groups:\n${group(first, "linux")}\n${group(second, own === undefined ? "linux" : "own")}`,
  });
}

/** What is done to baselines, registrations and settings: `update web.all-suse`. */
function done({ events }: Run): readonly string[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  return [
    ...new Set(
      steps
        .filter(({ op, type }) => op !== "same" && type.startsWith("aws:ssm/"))
        .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)?.replace("dev-", "")}`),
    ),
  ].sort();
}

describe("a baseline that two rings share", () => {
  let written: Written = { after: 1 };
  const program = async () => {
    const plan = planOf(written);
    const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "shared");
    for (const unit of plan.aws) declareAwsUnit("dev", unit, plan, { parent });
  };
  const up = async (stack: SandboxStack, change: Written) => {
    written = change;
    return done(await stack.up());
  };
  const systems = ["redhat-enterprise-linux", "suse"];
  const settings = ["update mail.all-settings", "update web.all-settings"];

  it("changes in place, and is left and joined by registrations of that ring alone", async () => {
    const stack = await sandbox.stack({
      program,
      stack: "shared",
      config: { "aws:region": "eu-central-1" },
    });

    await up(stack, { after: 1 });
    const later = await up(stack, { after: 2 });
    const left = await up(stack, { after: 2, own: 5 });
    const joined = await up(stack, { after: 5 });

    expect(later).toEqual([...settings, ...systems.map((one) => `update web.all-${one}`)].sort());
    const moved = ["redhat_enterprise_linux", "suse"].flatMap((one) =>
      ["create-replacement", "delete-replaced", "replace"].map((op) => `${op} mail.all-${one}`),
    );
    expect(left).toEqual(
      [...moved, ...systems.map((one) => `create mail.all-${one}`), settings[0]].sort(),
    );
    expect(joined).toEqual(
      [
        ...[...moved, ...settings.slice(1)],
        ...systems.flatMap((one) => [`delete mail.all-${one}`, `update web.all-${one}`]),
      ].sort(),
    );
  }, 600_000);
});
