/** The case matrix that every rule goes through; a rule's own file adds what only it can get wrong. */
import { describe, expect, it } from "vitest";
import type { Plan, PolicyException } from "../../../model/plan";
import type { Rule } from "../../../policies/rule";
import { type TestResource, urnOf } from "../../../policies/testing";
import { exception, judge, plan, repair, today, world } from "../world";

type Subject = TestResource | readonly TestResource[];

export interface RuleCases {
  readonly compliant: Readonly<Record<string, Subject>>;
  /** Each with the message expected, in full but for the rule's id. */
  readonly violating: Readonly<Record<string, readonly [Subject, string]>>;
  /** Each with the properties that are waited for. */
  readonly unknown?: Readonly<Record<string, readonly [Subject, string]>>;
  readonly notApplicable?: Readonly<Record<string, readonly [Subject, string]>>;
  /** Names of violating cases that a remediation repairs. */
  readonly repaired?: readonly string[];
  readonly plan?: Partial<Plan>;
}

function withException(
  rule: Rule,
  own: Partial<Plan>,
  expires: string,
  scope: PolicyException["scope"] = {},
) {
  return world({ ...own, exceptions: [exception(rule.id, { expires, scope })] });
}

/** A message as it is told: with the rule's id and its page. */
function signed({ id }: Rule, message = ""): string {
  return `${message} [${id}, docs/rules/${id}.md]`;
}

export function describeRule(rule: Rule, cases: RuleCases): void {
  const own = cases.plan ?? {};
  const [firstViolation] = Object.values(cases.violating);
  const subject = firstViolation?.[0] ?? [];

  describe(rule.id, () => {
    it.each(Object.entries(cases.compliant))("accepts %s", async (_, resource) => {
      expect(await judge(rule, resource, world(own))).toEqual({
        broken: [],
        undetermined: [],
        notApplicable: [],
      });
    });

    it.each(Object.entries(cases.violating))("refuses %s", async (_, [resource, message]) => {
      const { broken } = await judge(rule, resource, world(own));

      expect(broken).toEqual([signed(rule, message)]);
    });

    it.each(Object.entries(cases.unknown ?? {}))(
      "is undetermined for %s",
      async (_, [resource, waiting]) => {
        const { undetermined } = await judge(rule, resource, world(own));

        expect(undetermined).toEqual([
          expect.stringContaining(`in this preview: ${waiting}: waits`),
        ]);
      },
    );

    it.each(Object.entries(cases.notApplicable ?? {}))(
      "does not apply to %s",
      async (_, [resource, reason]) => {
        expect(await judge(rule, resource, world(own))).toEqual({
          broken: [],
          undetermined: [],
          notApplicable: [reason],
        });
      },
    );

    it("is silent for an accepted risk until its last day", async () => {
      const lastDay = {
        plan: plan({ ...own, exceptions: [exception(rule.id, { expires: "2026-12-01" })] }),
        asOf: today + 1439,
      };

      expect((await judge(rule, subject, lastDay)).broken).toEqual([]);
    });

    it("names an exception that has expired", async () => {
      const { broken } = await judge(rule, subject, withException(rule, own, "2026-11-30"));

      expect(broken).toEqual([
        `${signed(rule, firstViolation?.[1])} (exception RISK-17 of payments expired on 2026-11-30: renew it or remove it)`,
      ]);
    });

    it("is not silenced by the exception of another rule", async () => {
      const other = world({ ...own, exceptions: [exception("another-rule")] });

      expect((await judge(rule, subject, other)).broken).toEqual([
        signed(rule, firstViolation?.[1]),
      ]);
    });

    if (rule.kind === "resource") {
      it("is silent for an exception of its resource, and for none of another", async () => {
        const [resource] = [subject].flat() as readonly TestResource[];
        const under = (urn: string) =>
          judge(rule, subject, withException(rule, own, "2027-12-31", { urn }));

        expect((await under(`*${urnOf(resource as TestResource).slice(20)}`)).broken).toEqual([]);
        expect((await under("urn:pulumi:*::another")).broken).not.toEqual([]);
      });
    }

    it.each(cases.repaired ?? [])("repairs %s, and accepts what it has repaired", async (name) => {
      const [violation] = [cases.violating[name]?.[0] ?? []].flat() as readonly TestResource[];
      const repaired = await repair(rule, violation as TestResource, world(own));

      expect((await judge(rule, repaired, world(own))).broken).toEqual([]);
    });

    it("leaves everything to patchwarden-document when there is no document", async () => {
      const { broken, undetermined, notApplicable } = await judge(rule, subject, null);

      expect({ broken, undetermined }).toEqual({ broken: [], undetermined: [] });
      expect(notApplicable).toEqual([expect.stringContaining("patchwarden-document")]);
    });
  });
}
