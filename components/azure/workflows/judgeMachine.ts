/**
 * One machine after a run: read, assessed anew and asked for its health. An assessment may take 30 minutes and a health check 15;
 * no machine is begun later than four hours after the event, so that 1,000 machines, 50 at once, end within five hours.
 */
import type { ArmCallName, CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { arcJudgement } from "./judgeArc";
import { judged, ringOf } from "./judgedMachine";
import { vmJudgement } from "./judgeVm";
import { firstFault, isBroken } from "./machineFacts";
import { healthCalls } from "./machineHealth";

/** Minutes after the event in which a machine is still begun. */
const minutesToBegin = 240;

export const judgeCalls: readonly ArmCallName[] = [
  "readMachine",
  "assessMachine",
  "readComputeOperation",
  "readArcMachine",
  "assessArcMachine",
  "readArcOperation",
  "queryArcPatches",
  ...healthCalls("vm"),
  ...healthCalls("arc"),
];

/**
 * The actions of the loop over machines. They append to `well` what is well, to `faults` what is wrong, and to `broken`
 * what is to be restored; a machine that none of them names counts as not judged.
 */
export function judgeMachine(
  identity: CallerIdentity,
  masks: readonly string[],
): Record<string, Action> {
  return {
    Of_run: {
      type: "Query",
      inputs: {
        from: "@variables('closing')",
        where: `@equals(item()?['id'], ${judged("run")})`,
      },
      runAfter: {},
    },
    Ring: {
      type: "Compose",
      inputs: "@parameters('configurations')?[first(body('Of_run'))?['configuration']]",
      runAfter: { Of_run: ["Succeeded"] },
    },
    If_in_time: {
      type: "If",
      expression: `@less(ticks(utcNow()), ticks(addMinutes(outputs('Begun'), ${minutesToBegin})))`,
      actions: {
        If_virtual: {
          type: "If",
          expression: `@contains(${judged("machine")}, '/microsoft.compute/virtualmachines/')`,
          actions: vmJudgement(identity, masks),
          else: { actions: arcJudgement(identity, masks) },
          runAfter: {},
        },
      },
      else: { actions: {} },
      runAfter: { Ring: ["Succeeded"] },
    },
    ...noteJudgement(),
  };
}

function noteJudgement(): Record<string, Action> {
  return {
    Facts: {
      type: "Compose",
      inputs: `@if(contains(${judged("machine")}, '/microsoft.compute/virtualmachines/'), outputs('Facts_vm'), outputs('Facts_arc'))`,
      runAfter: { If_in_time: whateverHappens },
    },
    Fault: {
      type: "Compose",
      inputs: `@${firstFault("outputs('Facts')", ringOf("reboot"))}`,
      runAfter: { Facts: ["Succeeded"] },
    },
    If_well: {
      type: "If",
      expression: "@equals(outputs('Fault'), '')",
      actions: {
        Note_well: append("well", `@concat(${judged("run")}, '|', ${judged("machine")})`),
      },
      else: {
        actions: {
          Note_fault: append("faults", {
            run: `@${judged("run")}`,
            machine: `@${judged("machine")}`,
            fault: "@outputs('Fault')",
          }),
        },
      },
      runAfter: { Fault: ["Succeeded"] },
    },
    If_broken: {
      type: "If",
      expression: `@and(equals(${ringOf("onFailure")}, 'restore'), ${isBroken("outputs('Facts')")}, contains(${judged("machine")}, '/microsoft.compute/virtualmachines/'))`,
      actions: {
        Note_broken: append("broken", {
          run: `@${judged("run")}`,
          machine: `@${judged("machine")}`,
          patchGroup: `@${ringOf("patchGroup")}`,
        }),
      },
      else: { actions: {} },
      runAfter: { If_well: ["Succeeded"] },
    },
  };
}

function append(name: string, value: unknown): Action {
  return { type: "AppendToArrayVariable", inputs: { name, value }, runAfter: {} };
}
