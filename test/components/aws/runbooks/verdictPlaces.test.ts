import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ringSettings, settingsText } from "../../../../components/aws/runbooks/ringSettings";
import { readPlaces, verdictPlaces } from "../../../../components/aws/runbooks/verdictPlaces";
import { mostOfAlarms } from "../../../../model/document/runSettings";
import { awsRegions } from "../../../../model/regions";
import { verdictLimits } from "../../../../model/verdictLimits";
import { hasPython, runScript } from "../../../support/automation/python";

const close = (region: string, account: string, base: string, ring = "web.canary") =>
  `arn:aws:ssm:${region}:${account}:parameter${base}/${ring}/close`;

/** The ARNs that the gate's script reads out of the settings again. */
function readBack(arns: readonly string[]): unknown {
  const { path, lines } = verdictPlaces(arns, "web.canary");
  const ended = runScript(
    {
      script: `${readPlaces}\ndef read(events, context):\n    return {"found": list(places(events["path"], events["lines"]))}\n`,
      handler: "read",
      payload: { path, lines },
      now: new Date("2026-12-06T03:00:00Z"),
    },
    () => undefined,
  );
  if (!ended.ok) throw new Error(ended.error);
  const { found } = ended.payload as { found: readonly (readonly [string, string, string])[] };
  return found.map(
    ([region, account, name]) => `arn:aws:ssm:${region}:${account}:parameter${name}`,
  );
}

describe("verdicts of the ring before in a ring's settings", () => {
  it("say once what all paths have in common, and a line an account", () => {
    const places = [
      close("eu-central-1", "012345678901", "/patchwarden/acme/dev/prod-eu-central-1"),
      close("eu-west-1", "012345678901", "/patchwarden/acme/dev/prod-eu-west-1"),
      close("eu-west-1", "210987654321", "/patchwarden/acme/dev/test-eu-west-1"),
    ];

    expect(verdictPlaces(places, "web.canary")).toEqual({
      path: "/patchwarden/acme/dev*/web.canary/close",
      lines: ["012345678901 /prod-* eu-central-1 eu-west-1", "210987654321 /test-* eu-west-1"],
    });
    expect(verdictPlaces([], "web.canary")).toEqual({ path: "none", lines: [] });
  });

  const part = fc.stringMatching(/^[a-z0-9_.-]{1,12}$/);
  const region = fc.constantFrom(...awsRegions.slice(0, 6));
  const verdict = fc.tuple(
    region,
    fc.stringMatching(/^\d{12}$/),
    fc.array(fc.oneof(part, region), { minLength: 1, maxLength: 4 }),
  );

  it.skipIf(!hasPython)("are read back as they were by the gate, its own first", () => {
    fc.assert(
      fc.property(fc.uniqueArray(verdict, { minLength: 1, maxLength: 8 }), (found) => {
        const arns = found.map(([where, account, parts]) =>
          close(where, account, `/${parts.join("/")}`),
        );
        const back = readBack(arns) as readonly string[];
        expect(back[0]).toBe(arns[0]);
        expect([...back].sort()).toEqual([...arns].sort());
      }),
      { numRuns: 200 },
    );
  });

  it("fit beside the longest of everything else that a document can demand of a ring", () => {
    const name = (first: string) => first.padEnd(40, "n");
    const [own = "", ...others] = Array.from({ length: verdictLimits.accounts + 1 }, (_, index) =>
      name(`account-${index}-`),
    );
    const base = (account: string, where: string) =>
      `/patchwarden/${name("project")}/${"s".repeat(20)}/${account}-${where}`;
    const id = (account: string) => account.replace(/\D/g, "").padStart(12, "0");
    const ring = `${name("group")}.${name("ring")}`;
    const before = `${name("group")}.${name("before")}`;
    const ofOthers = others.map((account) =>
      close("ap-southeast-1", id(account), base(account, "ap-southeast-1"), before),
    );
    const ofOwn = awsRegions
      .slice(0, verdictLimits.places - 1 - ofOthers.length)
      .map((where) => close(where, id(own), base(own, where), before));
    const place = { accountId: id(own), region: "ap-southeast-1" };
    const document = "d".repeat(128);
    const alarmNames = Array.from({ length: 50 }, (_, index) =>
      `${index}`.padEnd(mostOfAlarms / 50 - 3, "x"),
    );

    const at = { place, prefix: base(own, "ap-southeast-1"), patchGroups: [ring, before] };
    const run = {
      ringBefore: {
        patchGroup: before,
        maxAgeHours: 8760,
        elsewhere: [...ofOthers, ...ofOwn],
        soakMinutes: 527_040,
      },
      alarmNames,
      hooks: { before: document, after: document, onExit: document },
      healthCheck: document,
    };
    const next = { ringBefore: { patchGroup: ring, maxAgeHours: 1, soakMinutes: 1 } };
    const calendar = `arn:aws:ssm:ap-southeast-1:${id(own)}:document/${document}`;
    const session = `arn:aws:sts::${id(own)}:assumed-role/${"n".repeat(64)}/`;
    const runs = { [ring]: run, next };
    const settings = ringSettings(at, ring, runs, [calendar, calendar], session);

    expect(ofOthers.length + ofOwn.length + 1).toBe(verdictLimits.places);
    const bytes = Buffer.byteLength(settingsText(ring, settings));
    expect(bytes).toBeLessThan(8192);
  });
});
