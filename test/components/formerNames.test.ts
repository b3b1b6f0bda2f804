/** A renamed group or ring stays what it was: nothing that was deployed under the former name is left behind. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { formerNameOf } from "../../components/formerNames";
import { PatchingProgramme } from "../../components/programme";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { selectPlan } from "../../model/units";
import { planned } from "../model/planned";
import { deploy, type Registered } from "../support/mocks";

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

async function declared(of: Plan): Promise<readonly Registered[]> {
  const { resources, rejections } = await deploy(
    () => new PatchingProgramme("patching", { plan: of, proof: "warn" }),
    {
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
  const [former] = formerNames(resource);
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

describe("the former name of a resource", () => {
  const group = (name: string, more = ""): string =>
    `  ${name}: { ${more}tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`;
  const names = formerNameOf(
    planned({ groups: `groups:\n${group("web", "formerly: shop, ")}\n${group("my-web")}` }),
  );

  it.each([
    ["prod-web.all-gate", "prod-shop.all-gate"],
    ["web.all", "shop.all"],
    ["prod-freezes-web", "prod-freezes-shop"],
    ["prod-my-web.all-gate", undefined],
    ["prod-freezes-my-web", undefined],
    ["prod-web.allied", undefined],
    ["prod-web", undefined],
  ])("%s is %s", (name, former) => {
    expect(names?.(name)).toBe(former);
  });
});
