/** One action of a rendered workflow changed, wherever it lies; a workflow without it is an error. */
import type {
  Action,
  Actions,
  WorkflowDefinition,
} from "../../../components/azure/workflows/definition";

export type Change = (definition: WorkflowDefinition) => WorkflowDefinition;

/** What an action becomes; nothing takes it away, and whoever came after it comes after what it came after. */
type ChangeOfAction = (action: Action) => Action | undefined;

export function changeAction(name: string, change: ChangeOfAction): Change {
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

export function without(name: string): Change {
  return changeAction(name, () => undefined);
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

function changed(actions: Actions, name: string, change: ChangeOfAction): Actions {
  const old = actions[name];
  const gone = old !== undefined && change(old) === undefined ? old : undefined;
  return Object.fromEntries(
    Object.entries(actions).flatMap(([key, action]): (readonly [string, Action])[] => {
      const deep = within(action, (inner) => changed(inner, name, change));
      if (key !== name) return [[key, gone === undefined ? deep : closeGap(deep, name, gone)]];
      const made = change(deep);
      return made === undefined ? [] : [[key, made]];
    }),
  );
}

function closeGap(action: Action, name: string, gone: Action): Action {
  if (!(name in action.runAfter)) return action;
  const { [name]: _, ...rest } = action.runAfter;
  return { ...action, runAfter: { ...gone.runAfter, ...rest } };
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
