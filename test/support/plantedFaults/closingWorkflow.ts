/** Faults planted in the rendered workflow that closes a run. */
import { whateverHappens } from "../../../components/azure/workflows/definition";
import { type Change, disarm, rewrite, runAfter } from "./changedAction";

export const closingFaults: Readonly<Record<string, Change>> = {
  "machines of the record are forgotten": disarm("Set_machines"),
  "machines of the list are forgotten": disarm("Listed"),
  "only what is well is looked at": rewrite(
    "Unwell_of_run",
    "@not(contains(",
    "@and(equals(1, 0), contains(",
  ),
  "a list that is cut counts": rewrite(
    "Reason",
    "greater(length(body('Listed_of_run')), 0)",
    "equals(1, 1)",
  ),
  "any state of the run will do": rewrite("Reason", "'protected'", "'preparing'"),
  "an installation of any run counts": rewrite(
    "Facts_vm",
    "first(body('Of_run'))?['start']",
    "'2020-01-01T00:00:00Z'",
  ),
  "an installation may fail": rewrite(
    "Fault",
    "?['installed'], 'Succeeded'",
    "?['installed'], outputs('Facts')?['installed']",
  ),
  "the window may be exceeded": rewrite("Facts_vm", "maintenanceWindowExceeded", "noSuchThing"),
  "an assessment may fail": rewrite(
    "Fault",
    "?['assessed'], 'Succeeded'",
    "?['assessed'], outputs('Facts')?['assessed']",
  ),
  "an assessment may be old": rewrite(
    "Facts_vm",
    "addMinutes(coalesce(outputs('Asked_vm'), utcNow()), -2)",
    "'2020-01-01T00:00:00Z'",
  ),
  "nobody waits for an assessment": rewrite(
    "Await_assessment_vm",
    "not(equals(outputs('Poll_assessment_vm')?['statusCode'], 202))",
    "equals(1, 1)",
  ),
  "no assessment is asked for": disarm("Assess_vm"),
  "a restart may be pending": rewrite(
    "Fault",
    "?['rebootPending'], false",
    "?['rebootPending'], outputs('Facts')?['rebootPending']",
  ),
  "patches may be missing": rewrite("Missing_vm", "@and(", "@and(equals(1, 0), "),
  "exclusions are forgotten": rewrite("Missing_vm", "'exclude'", "'include'"),
  "patches of Arc may be missing": rewrite("Counted_arc", "'security'", "'tools'"),
  "health checks are not run": disarm("Check_vm"),
  "health checks of Arc are not looked at": rewrite(
    "Facts_arc",
    "'Succeeded'), equals(coalesce(",
    "'Failed'), equals(coalesce(",
  ),
  "installations of Arc are not asked for": disarm("Await_arc_installs"),
  "a machine is noted well in any case": runAfter("If_well", { Facts: whateverHappens }),
  "the verdict of any run is replaced": rewrite("If_to_write", "'pending'", "'cancelled'"),
  "the verdict is written before machines are judged": (definition) =>
    runAfter("Judge_machines", { Write_verdicts: whateverHappens })(
      runAfter("Write_verdicts", { Machines: ["Succeeded"] })(definition),
    ),
  "no verdict is written": disarm("Write_verdict"),
  "what was started is stopped only when all went well": runAfter("To_stop", {
    Judge_machines: ["Succeeded"],
    Write_verdicts: ["Succeeded"],
    Restore_machines: ["Succeeded"],
  }),
  "nothing is stopped": disarm("Stop_machine"),
  "all machines are stopped": rewrite("To_stop", "variables('started')", "variables('machines')"),
  "started machines are forgotten": disarm("Set_started"),
  "a bad end is silent": disarm("End_as_failed"),
};
