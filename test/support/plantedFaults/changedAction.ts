/** One action of a rendered workflow changed, wherever it lies; a workflow without it is an error. */
import type {
  Action,
  Actions,
  WorkflowDefinition,
} from "../../../components/azure/workflows/definition";

export type Change = (definition: WorkflowDefinition) => WorkflowDefinition;

export function changeAction(name: string, change: (action: Action) => Action): Change {
  return (definition) => {
    const actions = changed(definition.actions, name, change);
    if (JSON.stringify(actions) === JSON.stringify(definition.actions)) {
      throw new Error(`there is no ${name} to change`);
    }
    return { ...definition, actions };
  };
}

/** Whatever it did, it does nothing, and well. */
export function disarm(name: string): Change {
  return changeAction(name, ({ runAfter }) => ({ type: "Compose", inputs: null, runAfter }));
}

export function rewrite(name: string, from: string, to: string): Change {
  return changeAction(
    name,
    (action) => JSON.parse(JSON.stringify(action).replaceAll(from, to)) as Action,
  );
}

export function runAfter(name: string, before: Action["runAfter"]): Change {
  return changeAction(name, (action) => ({ ...action, runAfter: before }));
}

function changed(actions: Actions, name: string, change: (action: Action) => Action): Actions {
  return Object.fromEntries(
    Object.entries(actions).map(([key, action]) => {
      const deep = within(action, (inner) => changed(inner, name, change));
      return [key, key === name ? change(deep) : deep];
    }),
  );
}

function within(action: Action, change: (actions: Actions) => Actions): Action {
  switch (action.type) {
    case "If": {
      const other = { actions: change(action.else.actions) };
      return { ...action, actions: change(action.actions), else: other };
    }
    case "Scope":
    case "Foreach":
    case "Until":
      return { ...action, actions: change(action.actions) };
    default:
      return action;
  }
}
