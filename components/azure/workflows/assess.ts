/** A fresh assessment of one machine: asked for, and waited for at the address that Azure names. */
import { type ArmCallName, armAction, type CallerIdentity } from "./armCalls";
import type { Action, HttpAction, RunAfter } from "./definition";
import type { MachineKind } from "./machineHealth";
import { waitFor } from "./waiting";

/** The longest that an assessment may take, in minutes. */
const assessmentMinutes = 30;

const callsOf = {
  vm: { ask: "assessMachine", poll: "readComputeOperation" },
  arc: { ask: "assessArcMachine", poll: "readArcOperation" },
} as const satisfies Record<MachineKind, Record<string, ArmCallName>>;

/** Actions up to `If_accepted_<kind>`; the result is in `Assess_<kind>` or `Poll_assessment_<kind>`. */
export function assess(
  identity: CallerIdentity,
  kind: MachineKind,
  machine: string,
  runAfter: RunAfter,
): Record<string, Action> {
  return {
    [`Asked_${kind}`]: { type: "Compose", inputs: "@utcNow()", runAfter },
    [`Assess_${kind}`]: armAction(identity, callsOf[kind].ask, {
      path: `concat(${machine}, '/assessPatches')`,
      runAfter: { [`Asked_${kind}`]: ["Succeeded"] },
    }),
    [`If_accepted_${kind}`]: {
      type: "If",
      expression: `@equals(outputs('Assess_${kind}')?['statusCode'], 202)`,
      actions: {
        [`Await_assessment_${kind}`]: waitFor({
          name: `Poll_assessment_${kind}`,
          read: pollAction(identity, kind),
          until: `not(equals(outputs('Poll_assessment_${kind}')?['statusCode'], 202))`,
          every: 20,
          minutes: assessmentMinutes,
          runAfter: {},
        }),
      },
      else: { actions: {} },
      runAfter: { [`Assess_${kind}`]: ["Succeeded"] },
    },
  };
}

/** Azure names the whole address; a token goes nowhere but to Azure Resource Manager. */
function pollAction(identity: CallerIdentity, kind: MachineKind): HttpAction {
  const action = armAction(identity, callsOf[kind].poll, { path: "''" });
  const header = (name: string): string => `outputs('Assess_${kind}')?['headers']?['${name}']`;
  const named = `coalesce(${header("Location")}, ${header("location")}, '')`;
  const arm = "https://management.azure.com/subscriptions/";
  const uri = `@if(startsWith(${named}, '${arm}'), ${named}, '${arm}?api-version=none')`;
  return { ...action, inputs: { ...action.inputs, uri } };
}
