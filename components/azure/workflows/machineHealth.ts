/**
 * The team's own health check on a machine: a managed run command, whose exit code is read. Its name is of the run, so that no
 * earlier result is taken for this one, and it is taken away again: a machine holds 25 of them.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/run-command-managed
 */
import { type ArmCallName, armAction, type CallerIdentity } from "./armCalls";
import { type Action, type RunAfter, whateverHappens } from "./definition";
import { waitFor } from "./waiting";

/** Seconds that the team's script may take. */
export const healthSeconds = 600;

const callsOf = {
  vm: { write: "writeRunCommand", read: "readRunCommand", remove: "deleteRunCommand" },
  arc: { write: "writeArcRunCommand", read: "readArcRunCommand", remove: "deleteArcRunCommand" },
} as const satisfies Record<string, Record<string, ArmCallName>>;
export type MachineKind = keyof typeof callsOf;

export function healthCalls(kind: MachineKind): readonly ArmCallName[] {
  return Object.values(callsOf[kind]);
}

export interface HealthCheck {
  readonly kind: MachineKind;
  /** End of the actions' names. */
  readonly of: string;
  /** Expressions, as all that follow: the machine's path, its location, and a name for the command. */
  readonly machine: string;
  readonly location: string;
  readonly name: string;
  /** The script; an empty text where the ring has none. */
  readonly script: string;
  /** Whether there is a use in asking. */
  readonly when: string;
  readonly runAfter: RunAfter;
}

/** One action, `If_check_<of>`; {@link healthSays} gives the result. */
export function healthCheck(identity: CallerIdentity, check: HealthCheck): Record<string, Action> {
  const { kind, of, when, script, runAfter } = check;
  return {
    [`If_check_${of}`]: {
      type: "If",
      expression: `@and(not(equals(${script}, '')), ${when})`,
      actions: runCheck(identity, kind, check),
      else: { actions: {} },
      runAfter,
    },
  };
}

function runCheck(
  identity: CallerIdentity,
  kind: MachineKind,
  { of, machine, location, name, script }: HealthCheck,
): Record<string, Action> {
  const calls = callsOf[kind];
  const path = `concat(${machine}, '/runCommands/', ${name})`;
  return {
    [`Check_${of}`]: armAction(identity, calls.write, {
      path,
      body: {
        location: `@${location}`,
        properties: {
          source: { script: `@${script}` },
          asyncExecution: false,
          timeoutInSeconds: healthSeconds,
        },
      },
    }),
    [`Await_check_${of}`]: waitFor({
      name: `Read_check_${of}`,
      read: armAction(identity, calls.read, {
        path,
        ...(kind === "vm" && { query: "$expand=instanceView" }),
      }),
      until: `not(contains(createArray('', 'Unknown', 'Pending', 'Running'), coalesce(${view(of)}?['executionState'], '')))`,
      every: 15,
      minutes: healthSeconds / 60 + 5,
      runAfter: { [`Check_${of}`]: ["Succeeded"] },
    }),
    [`Forget_check_${of}`]: armAction(identity, calls.remove, {
      path,
      runAfter: { [`Await_check_${of}`]: whateverHappens },
    }),
  };
}

/** What {@link healthSays} begins with when the check has been run, and did not pass. */
export const healthFailed = "the health check failed";

/** An expression: `passed`, or what is wrong; `none` where the ring has no check. */
export function healthSays(of: string, script: string): string {
  const state = `coalesce(${view(of)}?['executionState'], 'unknown')`;
  const code = `coalesce(${view(of)}?['exitCode'], -1)`;
  const passed = `and(equals(${state}, 'Succeeded'), equals(${code}, 0))`;
  const ended = `or(contains(createArray('Failed', 'TimedOut'), ${state}), and(equals(${state}, 'Succeeded'), not(equals(${code}, -1))))`;
  const words = `concat(if(${ended}, '${healthFailed}', 'the health check has no end'), ': ', ${state}, ' with exit code ', string(${code}))`;
  return `if(equals(${script}, ''), 'none', if(${passed}, 'passed', ${words}))`;
}

function view(of: string): string {
  return `body('Read_check_${of}')?['properties']?['instanceView']`;
}
