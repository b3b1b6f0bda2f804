/** A virtual machine after a run: its instance view says what was installed, a fresh assessment what is missing. */
import { armAction, type CallerIdentity } from "./armCalls";
import { assess } from "./assess";
import { type Action, whateverHappens } from "./definition";
import { judged, ringOf } from "./judgedMachine";
import { assessmentFacts, assessmentOf, factsOf, lacking, notBefore } from "./machineFacts";
import { healthCheck, healthSays } from "./machineHealth";
import { isMissing } from "./missingPatches";

const view = "body('Read_vm')?['properties']?['instanceView']";
const install = `${view}?['patchStatus']?['lastPatchInstallationSummary']`;
const running = `contains(string(coalesce(${view}?['statuses'], createArray())), 'PowerState/running')`;
const system =
  "toLower(coalesce(body('Read_vm')?['properties']?['storageProfile']?['osDisk']?['osType'], 'unknown'))";
const script = `coalesce(${ringOf("health")}?[${system}], '')`;
const start = "first(body('Of_run'))?['start']";

export function vmJudgement(
  identity: CallerIdentity,
  masks: readonly string[],
): Record<string, Action> {
  return {
    Read_vm: armAction(identity, "readMachine", {
      path: judged("machine"),
      query: "$expand=instanceView",
    }),
    ...assess(identity, "vm", judged("machine"), { Read_vm: ["Succeeded"] }),
    Wanted_vm: {
      type: "Compose",
      inputs: `@${ringOf("patches")}?[${system}]`,
      runAfter: { If_accepted_vm: whateverHappens },
    },
    Missing_vm: {
      type: "Query",
      inputs: {
        from: `@${assessmentOf("vm")}?['availablePatches']`,
        where: `@${isMissing("outputs('Wanted_vm')", masks)}`,
      },
      runAfter: { Wanted_vm: ["Succeeded"] },
    },
    Lacks_vm: lacking("Missing_vm"),
    ...healthCheck(identity, {
      kind: "vm",
      of: "vm",
      machine: judged("machine"),
      location: "body('Read_vm')?['location']",
      name: `concat('patchwarden-', last(split(${judged("run")}, '/')))`,
      script,
      when: running,
      runAfter: { Lacks_vm: whateverHappens },
    }),
    Facts_vm: {
      type: "Compose",
      inputs: vmFacts(),
      runAfter: { If_check_vm: whateverHappens },
    },
  };
}

function vmFacts() {
  return factsOf({
    read: "coalesce(outputs('Read_vm')?['statusCode'], 0)",
    running,
    wanted: "outputs('Wanted_vm')",
    reached: notBefore(`${install}?['startTime']`, start),
    installed: `coalesce(${install}?['status'], 'unknown')`,
    exceeded: `coalesce(${install}?['maintenanceWindowExceeded'], true)`,
    failed: `coalesce(${install}?['failedPatchCount'], -1)`,
    pending: `coalesce(${install}?['pendingPatchCount'], -1)`,
    ...assessmentFacts("vm", "outputs('Asked_vm')"),
    missing: "coalesce(outputs('Lacks_vm')?['count'], -1)",
    example: "coalesce(outputs('Lacks_vm')?['first'], 'unknown')",
    health: healthSays("vm", script),
  });
}
