/** Faults planted in the rendered workflows around a patch run: a step deleted, its order or its condition changed. */
import type {
  Action,
  Actions,
  RunStatus,
  WorkflowDefinition,
} from "../../../components/azure/workflows/definition";

type Change = (definition: WorkflowDefinition) => WorkflowDefinition;

const whatever: readonly RunStatus[] = ["Succeeded", "Failed", "TimedOut", "Skipped"];

/** Changes the action of a name, wherever it lies; nothing takes it away, and whoever came after it comes after its own. */
function at(name: string, change: (action: Action) => Action | undefined): Change {
  return (definition) => {
    const actions = changed(definition.actions, name, change);
    if (JSON.stringify(actions) === JSON.stringify(definition.actions)) {
      throw new Error(`there is no ${name} to change`);
    }
    return { ...definition, actions };
  };
}

function changed(
  actions: Actions,
  name: string,
  change: (action: Action) => Action | undefined,
): Actions {
  const gone = actions[name];
  return Object.fromEntries(
    Object.entries(actions).flatMap(([key, action]): (readonly [string, Action])[] => {
      const deep = within(action, (inner) => changed(inner, name, change));
      if (key === name) {
        const made = change(deep);
        return made === undefined ? [] : [[key, made]];
      }
      if (gone === undefined || change(gone) !== undefined || !(name in deep.runAfter)) {
        return [[key, deep]];
      }
      const { [name]: _, ...rest } = deep.runAfter;
      return [[key, { ...deep, runAfter: { ...gone.runAfter, ...rest } }]];
    }),
  );
}

function within(action: Action, change: (actions: Actions) => Actions): Action {
  switch (action.type) {
    case "If":
      return {
        ...action,
        actions: change(action.actions),
        else: { actions: change(action.else.actions) },
      };
    case "Scope":
    case "Foreach":
    case "Until":
      return { ...action, actions: change(action.actions) };
    default:
      return action;
  }
}

const without = (name: string): Change => at(name, () => undefined);
const after = (name: string, runAfter: Action["runAfter"]): Change =>
  at(name, (action) => ({ ...action, runAfter }));
const replaced = (name: string, from: string, to: string): Change =>
  at(name, (action) => JSON.parse(JSON.stringify(action).replaceAll(from, to)) as Action);

export const plantedWorkflowFaults: Readonly<Record<string, Change>> = {
  "the record is made whether it is there or not, and never read": without("Create_record"),
  "the verdict does not become pending": without("Write_pending"),
  "freezes are judged and forgotten": replaced("Frozen", "greaterOrEquals", "less"),
  "the ring before is asked, and its answer is not": replaced(
    "If_healthy",
    "'healthy'",
    "'unhealthy'",
  ),
  "a verdict counts for ever": replaced("Verdicts_missing", "not(contains", "and(contains"),
  "no machine is protected": without("If_point_wanted"),
  "a machine counts as ready without a point": replaced(
    "If_protected",
    "'Succeeded'",
    "'Creating'",
  ),
  "unprotected machines are not looked for": without("Unprotected_runs"),
  "unprotected machines stand against no run": replaced("Safe", "Unprotected_runs", "Refused_runs"),
  "hybrid machines stand against no run": replaced("Safe", "Refused_runs", "Unprotected_runs"),
  "the mark is written before machines are protected": after("Mark_runs", {}),
  "a run counts as safe though its mark was refused": after("Note_safe", { Write_mark: whatever }),
  "no mark is written": without("Write_mark"),
  "unsafe runs are cancelled only when all went well": after("Not_safe", {
    Check_and_protect: ["Succeeded"],
  }),
  "nothing is cancelled": without("Cancel_run"),
  "a cancel is not written down": without("Write_cancelled"),
  "a freeze leaves no verdict": without("Prolong_verdict"),
  "what was started is not stopped": without("Stop_machine"),
  "waiting never ends before the run": replaced("Deadlines", "-", ""),
  "machines are started and not awaited": without("Await_running"),
  "the outcome is silent": without("End_as_failed"),
};

export const watchdogFaults: Readonly<Record<string, Change>> = {
  "it does not look at the mark": replaced("If_marked", "'protected'", "'preparing'"),
  "it cancels those that bear a mark, and no other": replaced(
    "If_to_cancel",
    "@not(or(",
    "@and(or(",
  ),
  "it cancels nothing": without("Cancel_run"),
  "it looks too late": replaced("Find_runs", "utcNow(), 17", "utcNow(), 7"),
  "its verdict says nothing": without("Write_verdict"),
  "it is silent": without("End_as_failed"),
};
