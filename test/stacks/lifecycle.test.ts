/** The life of a whole deployment on the real engine: made, kept, and changed by one number. */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot, type Run, useSandbox } from "../support/sandbox";
import { stateFiles } from "../support/stateFiles";

/** Hundreds of resources, on machines that do other things too. */
const patience = 900_000;
const sandbox = useSandbox();

/** A stack of a document that is read anew at each run, for some of its accounts or subscriptions. */
async function deploymentOf(name: string, accounts: readonly string[]) {
  const text = readFileSync(path.resolve(__dirname, `../support/${name}.yaml`), "utf8");
  const document = path.join(sandbox.folder, `${name}-${accounts[0]}.yaml`);
  const write = (changed: string): void => writeFileSync(document, changed);
  write(text);
  const stack = await sandbox.stack({
    program: projectRoot,
    stack: `${name}-${accounts[0]}`,
    config: {
      "aws:region": "eu-central-1",
      "patchwarden:accounts": JSON.stringify(accounts),
    },
    environment: { PATCHWARDEN_DOCUMENT: document, PATCHWARDEN_AS_OF: "2026-12-01T00:00Z" },
  });
  return { stack, text, write };
}

/** `update prod-eu-west-1-web.early-install`, of each resource that a run does something to, components left out. */
function touched({ events }: Run): readonly string[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  const done = steps
    .filter(({ op, type }) => op !== "same" && /^(aws|azure-native):/.test(type))
    .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
  return [...new Set(done)].sort();
}

describe("three regions, six operating systems, four groups of three rings", () => {
  it(
    "are deployed and kept, and one number changes only what holds it",
    async () => {
      const { stack, text, write } = await deploymentOf("threeRegions", ["prod"]);

      const first = await stack.up();
      const second = await stack.up();
      const refreshed = await stack.refresh();
      write(text.replace("concurrency: 50%", "concurrency: 40%"));
      const rate = await stack.up();
      write(text.replace("concurrency: 50%", "concurrency: 40%").replace("after: 3d", "after: 4d"));
      const delay = await stack.preview();

      const { create } = first.changes;
      expect(first.changes).toEqual({ create: expect.any(Number) });
      expect(create).toBeGreaterThan(400);
      expect(second.changes).toEqual({ same: create });
      expect(refreshed.changes).toEqual({ same: expect.any(Number) });
      expect(touched(rate)).toEqual(["update prod-eu-central-1-acme-tuesday-web.canary-install"]);
      // A baseline is changed in place, and what the rings expect of it; no registration is touched.
      const others = touched(delay).filter((one) => !/^update .*(-windows|-settings)$/.test(one));
      expect(others).toEqual([]);
      expect(touched(delay).filter((one) => one.endsWith("-windows"))).not.toEqual([]);
    },
    patience,
  );
});

describe("three subscriptions, two locations, Windows, Linux and Arc", () => {
  it(
    "are deployed and kept, one number changes only what holds it, and nothing of them stays",
    async () => {
      const { stack, text, write } = await deploymentOf("threeRegions", ["shop", "back", "data"]);

      const first = await stack.up();
      const second = await stack.up();
      const refreshed = await stack.refresh();
      const kept = stateFiles(sandbox.folder);
      write(
        text.replace(
          "tuesday: { schedule: every tuesday at 22:00",
          "tuesday: { schedule: every tuesday at 21:00",
        ),
      );
      const hour = await stack.preview();
      write(text.replace("keep: 14d", "keep: 10d"));
      const days = await stack.preview();
      write(text.replace("from: 2027-03-01, to: 2027-03-03", "from: 2027-03-01, to: 2027-03-04"));
      const freeze = await stack.preview();
      write(text.replace("reboot: never", "reboot: always"));
      const reboot = await stack.preview();
      write(text.replace("  batch:\n", "  jobs:\n    formerly: batch\n"));
      const renamed = await stack.preview();
      write(text);
      const gone = await stack.destroy();

      const { create } = first.changes;
      expect(first.changes).toEqual({ create: expect.any(Number) });
      expect(create).toBeGreaterThan(200);
      expect(second.changes).toEqual({ same: create });
      expect(refreshed.changes).toEqual({ same: expect.any(Number) });
      expect(kept).toContain("SystemTopicEventSubscription");
      // Not the bare letters, which a digest may end with.
      expect(/(?:[?&]|\\u0026)sig=/.test(kept)).toBe(false);
      // Only the configurations of the first rings, and the workflows that keep restore points.
      expect(touched(hour).length).toBeGreaterThan(5);
      expect(touched(hour).filter((one) => !/^update .*\.canary$/.test(one))).toEqual([]);
      expect(touched(days).length).toBeGreaterThan(5);
      expect(touched(days).filter((one) => !/^update .*-guard(-watchdog)?$/.test(one))).toEqual([]);
      // The group of the freeze is in both locations of each subscription.
      expect(touched(freeze)).toEqual(
        ["back", "data", "shop"].flatMap((one) => [
          `update ${one}-northeurope-guard`,
          `update ${one}-westeurope-guard`,
        ]),
      );
      // The group's own configurations, and the workflow that judges its reboots.
      expect(touched(reboot)).toEqual([
        "update back-northeurope-batch.broad",
        "update back-northeurope-batch.canary",
        "update back-northeurope-batch.early",
        "update back-northeurope-close",
      ]);
      // Azure renames nothing: what bears the group's name is made anew, and nothing that other groups have.
      const moved = touched(renamed).filter((one) => !one.startsWith("update "));
      expect(moved).toContain("replace back-northeurope-jobs.canary");
      expect(moved.filter((one) => !/-(?:jobs|batch)\./.test(one))).toEqual([]);
      expect(renamed.changes["create"]).toBeUndefined();
      expect(renamed.changes["delete"]).toBeUndefined();
      expect(gone.changes).toEqual({ delete: create });
    },
    patience,
  );
});
