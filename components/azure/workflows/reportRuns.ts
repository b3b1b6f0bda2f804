/** How the pre-event workflow ends: silent when all was as planned, and as a failure that tells what was not. */
import { type Action, whateverHappens } from "./definition";

/** Variable with ids of runs whose cancel was accepted. */
export const cancelledRuns = "cancelled";

/** A run cancelled by a freeze is as planned; every other cancel, one that failed and an unknown run end as a failure that shows. */
export function reportOutcome(): Record<string, Action> {
  return {
    Surprises: {
      type: "Query",
      inputs: {
        from: "@body('Unsafe_runs')",
        where: `@or(not(item()?['frozen']), not(contains(variables('${cancelledRuns}'), item()?['id'])))`,
      },
      runAfter: { Stop_machines: whateverHappens },
    },
    Not_cancelled: {
      type: "Query",
      inputs: {
        from: "@body('Unsafe_runs')",
        where: `@not(contains(variables('${cancelledRuns}'), item()?['id']))`,
      },
      runAfter: { Surprises: ["Succeeded"] },
    },
    If_surprised: {
      type: "If",
      expression:
        "@or(greater(length(body('Surprises')), 0), less(length(body('Known')), length(body('Announced'))))",
      actions: {
        End_as_failed: {
          type: "Terminate",
          inputs: {
            runStatus: "Failed",
            runError: {
              code: "RunNotProtected",
              message:
                "@concat('Cancelled, with the reason: ', string(body('Surprises')), '; of these not cancelled, since Azure refused it: ', string(length(body('Not_cancelled'))), '; verdicts of rings before that are missing, bad or too old: ', string(coalesce(body('Verdicts_missing'), createArray())), '; events announced: ', string(length(body('Announced'))), ', of configurations that are guarded: ', string(length(body('Known'))))",
            },
          },
          runAfter: {},
        },
      },
      else: { actions: {} },
      runAfter: { Not_cancelled: ["Succeeded"] },
    },
  };
}
