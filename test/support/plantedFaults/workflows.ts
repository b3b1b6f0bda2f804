/** Faults planted in the rendered workflows around a patch run: a step deleted, its order or its condition changed. */
import type { RunStatus } from "../../../components/azure/workflows/definition";
import { type Change, rewrite, runAfter, without } from "./changedAction";

const whatever: readonly RunStatus[] = ["Succeeded", "Failed", "TimedOut", "Skipped"];

export const plantedWorkflowFaults: Readonly<Record<string, Change>> = {
  "the record is made whether it is there or not, and never read": without("Create_record"),
  "the verdict does not become pending": without("Write_pending"),
  "freezes are judged and forgotten": rewrite("Frozen", "greaterOrEquals", "less"),
  "the ring before is asked, and its answer is not": rewrite(
    "If_healthy",
    "'healthy'",
    "'unhealthy'",
  ),
  "a verdict counts for ever": rewrite("Verdicts_missing", "not(contains", "and(contains"),
  "no machine is protected": without("If_point_wanted"),
  "a machine counts as ready without a point": rewrite("If_protected", "'Succeeded'", "'Creating'"),
  "unprotected machines are not looked for": without("Unprotected_runs"),
  "unprotected machines stand against no run": rewrite("Safe", "Unprotected_runs", "Refused_runs"),
  "hybrid machines stand against no run": rewrite("Safe", "Refused_runs", "Unprotected_runs"),
  "the mark is written before machines are protected": runAfter("Mark_runs", {}),
  "a run counts as safe though its mark was refused": runAfter("Note_safe", {
    Write_mark: whatever,
  }),
  "no mark is written": without("Write_mark"),
  "unsafe runs are cancelled only when all went well": runAfter("Not_safe", {
    Check_and_protect: ["Succeeded"],
  }),
  "nothing is cancelled": without("Cancel_run"),
  "a cancel is not written down": without("Write_cancelled"),
  "a freeze leaves no verdict": without("Prolong_verdict"),
  "what was started is not stopped": without("Stop_machine"),
  "waiting never ends before the run": rewrite("Deadlines", "-", ""),
  "machines are started and not awaited": without("Await_running"),
  "the outcome is silent": without("End_as_failed"),
};

export const watchdogFaults: Readonly<Record<string, Change>> = {
  "it does not look at the mark": rewrite("If_marked", "'protected'", "'preparing'"),
  "it cancels those that bear a mark, and no other": rewrite(
    "If_to_cancel",
    "@not(or(",
    "@and(or(",
  ),
  "it cancels nothing": without("Cancel_run"),
  "it looks too late": rewrite("Find_runs", "utcNow(), 17", "utcNow(), 7"),
  "its verdict says nothing": without("Write_verdict"),
  "it is silent": without("End_as_failed"),
};
