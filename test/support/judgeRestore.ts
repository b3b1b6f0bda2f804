/** Plays a restore and says what it breaks of what is promised: new disks or the old ones, and a machine that runs. */
import type { WorkflowDefinition } from "../../components/azure/workflows/definition";
import { restoreWorkflow } from "../../components/azure/workflows/restore";
import { simulateClosedRun } from "./closedRun";
import type { ClosedWorld } from "./closedWorld";
import { playRestore } from "./closeRun";
import { type DataDisk, type DiskedMachine, diskId } from "./diskedMachine";
import { machineId, runId, runName } from "./patchRun";
import type { Answer, Call } from "./workflow";

const web1 = machineId("web-1");
const disks: readonly DataDisk[] = [
  { lun: 0, createOption: "Attach", managedDisk: { id: diskId("web-1-data") } },
  { lun: 4, createOption: "Attach", managedDisk: { id: diskId("web-1-logs") } },
];

export interface RestoreScene extends Partial<ClosedWorld> {
  readonly expected: "restored" | "as before";
  readonly touched: boolean;
}

/** The calls of a kind from a number on are refused, so many of them. */
function refused(match: (call: Call) => boolean, from = 1, many = 1, status = 403) {
  let seen = 0;
  return (call: Call): Answer | undefined => {
    if (!match(call)) return undefined;
    seen += 1;
    return seen >= from && seen < from + many ? { status } : undefined;
  };
}

const is = (method: string, end: string) => (call: Call) =>
  call.method === method && call.url.pathname.endsWith(end);

/** Made anew for each play: a refusal counts calls. */
export const restoreScenes: Readonly<Record<string, () => RestoreScene>> = {
  "all goes well": () => ({ expected: "restored", touched: true }),
  "the restore point is another machine's": () => ({
    expected: "as before",
    touched: false,
    fault: (call) =>
      call.url.pathname.endsWith(`/restorePoints/${runName}`)
        ? { status: 200, body: { properties: foreignPoint } }
        : undefined,
  }),
  "a new disk is refused": () => ({
    expected: "as before",
    touched: false,
    fault: refused(is("PUT", "-4-1")),
  }),
  "the system disk cannot be swapped": () => ({
    expected: "as before",
    touched: true,
    fault: refused(is("PATCH", "/web-1")),
  }),
  "the data disks cannot be attached": () => ({
    expected: "as before",
    touched: true,
    fault: refused(is("PATCH", "/web-1"), 2),
  }),
  "the machine cannot be started": () => ({
    expected: "as before",
    touched: true,
    fault: refused(is("POST", "/start")),
  }),
  "the stop cannot be followed": () => ({
    expected: "as before",
    touched: true,
    fault: refused(is("GET", "/web-1"), 2),
  }),
  "its health check fails": () => ({
    expected: "as before",
    touched: true,
    stories: [{ id: web1, disks, health: { executionState: "Failed", exitCode: 1 } }],
  }),
};

const foreignPoint = {
  provisioningState: "Succeeded",
  sourceMetadata: {
    vmId: "00000000-0000-0000-0000-000000000000",
    storageProfile: {
      osDisk: { managedDisk: { id: diskId("web-1-os") }, diskRestorePoint: { id: "/point" } },
    },
  },
};

export function judgeRestore(
  scene: RestoreScene,
  change: (definition: WorkflowDefinition) => WorkflowDefinition = (one) => one,
): readonly string[] {
  const azure = simulateClosedRun({ stories: [{ id: web1, disks }], ...scene });
  const body = { run: runId, machine: web1, attempt: "1" };
  const definition = change(restoreWorkflow());
  const health = { linux: "/opt/web/health" };
  const outcome = playRestore(azure, body, "2027-01-10T07:00:00Z", health, { definition });
  const machine = azure.compute.machines.get(web1.toLowerCase());
  const state = machine === undefined ? "gone" : stateOf(machine);
  const tags = ["web-1-os", "web-1-data", "web-1-logs"].map(
    (name) => azure.compute.disks.get(diskId(name).toLowerCase())?.tags,
  );
  const tagged = tags.every((one) => one?.["patchwarden-replaced-in"] === runName);
  const record = azure.store
    .paths()
    .flatMap((path) => (path.includes(".restore.") ? [azure.store.read(path)?.["state"]] : []));
  const ended = state === "restored" ? "restored" : scene.touched ? "put back" : "not begun";
  return [
    ...(state === scene.expected ? [] : [`the machine is ${state}`]),
    ...((outcome.status === "Succeeded") === (state === "restored") ? [] : ["its end is wrong"]),
    ...(tagged === (state === "restored") ? [] : ["old disks are tagged wrongly"]),
    ...(scene.touched || machine?.history.length === 0 ? [] : ["the machine was touched"]),
    ...(record.join() === ended ? [] : [`the record says ${record.join()}`]),
    ...(azure.commands.size === 0 ? [] : ["a run command is left"]),
    ...sameKind(azure.compute.disks.values()),
  ];
}

function stateOf({ power, osDisk, dataDisks }: DiskedMachine): string {
  const ids = [osDisk, ...dataDisks.map(({ managedDisk }) => managedDisk.id)];
  const old = [diskId("web-1-os"), ...disks.map(({ managedDisk }) => managedDisk.id)];
  if (power !== "running") return power;
  if (ids.join() === old.join()) return "as before";
  const luns = dataDisks.map(({ lun }) => lun).join();
  return ids.every((id) => id.includes(runName)) && luns === "0,4" ? "restored" : "a mixture";
}

function sameKind(made: Iterable<{ readonly body: Readonly<Record<string, unknown>> }>) {
  const kinds = [...made].map(({ body }) => {
    const { encryption } = body["properties"] as { encryption?: unknown };
    return JSON.stringify([body["zones"], body["sku"], encryption]);
  });
  return new Set(kinds).size === 1 ? [] : ["a new disk is of another kind"];
}
