/**
 * The part of the pre-event workflow that asks how the ring before went, wherever it is patched: its verdict must be there,
 * be healthy and still count. What cannot be read has not gone well.
 */
import type { CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { listed } from "./guardedRun";
import { storeAction } from "./storeCalls";

/** Variable with the verdicts that are healthy: `<configuration>|<address>`. */
export const healthyVerdicts = "healthyVerdicts";

/** Verdicts read at once: the most that a loop of Logic Apps runs. */
const atOnce = 50;

const asked = (key: string): string => `items('Ask_rings_before')?['${key}']`;

/** Reads for the configurations of the runs in `runs`; ends with `Barred`, the configurations that may not run. */
export function askRingsBefore(
  identity: CallerIdentity,
  runs: string,
  after: string,
): Record<string, Action> {
  const own = "concat(item()?['configuration'], '|', item()?['verdict'])";
  return {
    Asking: {
      type: "Select",
      inputs: { from: `@body('${runs}')`, select: "@item()?['configuration']" },
      runAfter: { [after]: ["Succeeded"] },
    },
    Verdicts_asked: {
      type: "Query",
      inputs: {
        from: "@parameters('ringsBefore')",
        where: `@${listed("Asking", "item()?['configuration']")}`,
      },
      runAfter: { Asking: ["Succeeded"] },
    },
    Ask_rings_before: {
      type: "Foreach",
      foreach: "@body('Verdicts_asked')",
      runtimeConfiguration: { concurrency: { repetitions: atOnce } },
      actions: {
        Ask_ring_before: storeAction(identity, "readBlob", { address: asked("verdict") }),
        If_healthy: {
          type: "If",
          expression: `@${isHealthy("body('Ask_ring_before')", asked("patchGroup"))}`,
          actions: {
            Note_healthy: {
              type: "AppendToArrayVariable",
              inputs: {
                name: healthyVerdicts,
                value: `@concat(${asked("configuration")}, '|', ${asked("verdict")})`,
              },
              runAfter: {},
            },
          },
          else: { actions: {} },
          runAfter: { Ask_ring_before: ["Succeeded"] },
        },
      },
      runAfter: { Verdicts_asked: ["Succeeded"] },
    },
    Verdicts_missing: {
      type: "Query",
      inputs: {
        from: "@body('Verdicts_asked')",
        where: `@not(contains(variables('${healthyVerdicts}'), ${own}))`,
      },
      runAfter: { Ask_rings_before: whateverHappens },
    },
    Barred: {
      type: "Select",
      inputs: { from: "@body('Verdicts_missing')", select: "@item()?['configuration']" },
      runAfter: { Verdicts_missing: ["Succeeded"] },
    },
  };
}

/** An expression: a verdict of the ring that lets the next one go on, now. */
export function isHealthy(verdict: string, patchGroup: string, at = "utcNow()"): string {
  return `and(equals(${verdict}?['verdict'], 'healthy'), equals(${verdict}?['patchGroup'], ${patchGroup}), greater(ticks(${verdict}?['until']), ticks(${at})))`;
}
