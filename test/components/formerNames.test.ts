/** A renamed group or ring stays what it was: nothing that was deployed under the former name is left behind. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { formerNameOf } from "../../components/formerNames";
import { PatchingProgramme } from "../../components/programme";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { selectPlan } from "../../model/units";
import { diffResource } from "../../sandbox/provider/diffResource";
import { planned } from "../model/planned";
import { deploy, type Registered } from "../support/mocks";
import { check } from "../support/provider";
import { sandboxCloud } from "../support/sandboxCloud";

const policy = readFileSync(path.resolve(__dirname, "../support/twoAccounts.yaml"), "utf8");

function plan(text: string, group: string): Plan {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(loaded.faults.map(({ message }) => message).join("\n"));
  return selectPlan(loaded.plan, { groups: [group] });
}

const renamed = policy
  .replace("  web:\n", "  shop:\n    formerly: web\n")
  .replace("groups: [web]", "groups: [shop]")
  .replace("name: canary,", "name: first, formerly: canary,");

/** @param was what stays where it has a former name: its id and its outputs. */
async function declared(of: Plan, was: readonly Registered[] = []): Promise<readonly Registered[]> {
  const former = formerNameOf(of);
  const { resources, rejections } = await deploy(
    () => new PatchingProgramme("patching", { plan: of, proof: "warn" }),
    {
      ...(was.length === 0
        ? {}
        : {
            create: ({ type, name, inputs }) => {
              const one = was.find(
                (old) => old.type === type && old.name === (former?.(name) ?? name),
              );
              return { id: one?.id ?? name, state: { ...one?.outputs, ...inputs } };
            },
          }),
      invokes: {
        "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({ value: "https://x.example" }),
      },
    },
  );
  expect(rejections).toEqual([]);
  return resources;
}

/** Azure's resources have aliases of their own, of other types and the same name. */
function formerNames({ options }: Registered): readonly string[] {
  return options.aliases.filter((alias) => alias !== "" && !alias.startsWith("urn:"));
}

/** A URN with the resource's former name, or the URN itself. */
function before(resource: Registered): string {
  const { urn, name } = resource;
  // The last: a ring's resource group has one of another place before it.
  const former = formerNames(resource).at(-1);
  return former === undefined ? urn : `${urn.slice(0, -name.length)}${former}`;
}

describe("a plan with a renamed group and a renamed ring", () => {
  it("declares every resource of before under its former or its own name, on both clouds", async () => {
    const old = await declared(plan(policy, "web"));

    const now = await declared(plan(renamed, "shop"));

    expect(now.map(before).sort()).toEqual(old.map(({ urn }) => urn).sort());
    expect(now.flatMap(formerNames).length).toBeGreaterThan(40);
    expect(now.filter(({ name }) => /\bweb\b|canary/.test(name))).toEqual([]);
  });

  it("gives no aliases where nothing was renamed", async () => {
    const resources = await declared(plan(policy, "web"));

    expect(resources.flatMap(formerNames)).toEqual([]);
  });
});

const keys = ["eu-central-1", "eu-west-1"].map(
  (region) => `arn:aws:kms:${region}:123456789012:key/1234-abcd`,
);
const every = readFileSync(path.resolve(__dirname, "../support/everything.yaml"), "utf8");

/** Every key, every role made; rings of both kinds ask, reach stopped machines and are in restore tests. */
function renamedEverything(organisation: string): { readonly old: string; readonly now: string } {
  const now = every
    .replace("organisation: acme", `organisation: ${organisation}`)
    .replace(/^ {4}roles: .*\n/m, "")
    .replace("startStopped: false, ", "")
    // Keys that exist, since the mocks' own are no ARNs.
    .replace("key: create", `key: ${JSON.stringify(keys)}`);
  const old = now
    .replace("  web:\n    formerly: website\n", "  website:\n")
    .replace("name: canary, formerly: first,", "name: first,")
    .replaceAll(/\[web\b/g, "[website");
  return { old, now };
}

/** The types of AWS's resources that the change from one plan to the other replaces, by the provider's own rules. */
async function replacedTypes(old: readonly Registered[], now: readonly Registered[]) {
  const { provider } = await sandboxCloud("123456789012");
  const known = new Map(old.map((one) => [one.urn, one]));
  const replaced = now.flatMap((one) => {
    const was = known.get(before(one));
    if (was === undefined || !one.options.custom || !one.type.startsWith("aws:")) return [];
    // A target names its rule, and the mocks' names are too long.
    if (one.type === "aws:cloudwatch/eventTarget:EventTarget") return [];
    const checked = check(provider, was.urn, {}, was.inputs);
    const diff = diffResource(
      provider,
      was.urn,
      { inputs: checked, outputs: {} },
      check(provider, was.urn, checked, one.inputs),
      [...one.options.ignoreChanges],
    );
    return diff.changes.some(({ replaces }) => replaces) ? [one.type] : [];
  });
  return [...new Set(replaced)].sort();
}

describe("a plan with every key, and a renamed group and ring", () => {
  it("declares every resource under its former or its own name, and replaces what its service cannot rename", async () => {
    // Long enough for a backup plan's name to be cut.
    const texts = renamedEverything("acme-international-patching");
    const old = await declared(plan(texts.old, "website"));

    const now = await declared(plan(texts.now, "web"), old);

    expect(now.map(before).sort()).toEqual(old.map(({ urn }) => urn).sort());
    expect(now.filter(({ name }) => /\bwebsite\b|\bfirst\b/.test(name))).toEqual([]);
    expect(await replacedTypes(old, now)).toEqual([
      "aws:backup/plan:Plan",
      "aws:backup/restoreTestingSelection:RestoreTestingSelection",
      "aws:backup/selection:Selection",
      "aws:resourcegroups/group:Group",
      "aws:ssm/parameter:Parameter",
      "aws:ssm/patchGroup:PatchGroup",
    ]);
  });
});

describe("the former name of a resource", () => {
  const group = (name: string, more = ""): string =>
    `  ${name}: { ${more}tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`;
  const names = formerNameOf(
    planned({
      clouds: `clouds: { aws: { accounts: { prod: { id: "123456789012" } }, approvals: { approvers: [ada] } } }`,
      groups: `groups:\n${group("web", "formerly: shop, approval: true, ")}\n${group("my-web")}`,
    }),
  );

  it.each([
    ["prod-web.all-gate", "prod-shop.all-gate"],
    ["web.all", "shop.all"],
    ["prod-freezes-web", "prod-freezes-shop"],
    ["prod-my-web.all-gate", undefined],
    ["prod-freezes-my-web", undefined],
    ["prod-web.allied", undefined],
    ["prod-web", undefined],
    ["prod-acme-sunday.web-web.all-gate", "prod-acme-sunday.shop-shop.all-gate"],
    ["prod-acme-sunday.web_gold", "prod-acme-sunday.shop_gold"],
    ["prod-acme-sunday.web-close", "prod-acme-sunday.shop-close"],
    ["prod-freezes-web-linux", undefined],
  ])("%s is %s", (name, former) => {
    expect(names?.(name)).toBe(former);
  });
});
