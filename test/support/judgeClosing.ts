/** Plays a post-event and says what it breaks of what is promised: no good verdict without proof, and nothing left running. */
import type { WorkflowDefinition } from "../../components/azure/workflows/definition";
import { type Close, closeRun, closingDefinition, verdict } from "./closeRun";
import { arcMachineId, machineId } from "./patchRun";

export interface ClosingScene extends Close {
  readonly expected: "healthy" | "unhealthy" | "cancelled" | "pending";
}

const web1 = machineId("web-1");
const web2 = machineId("web-2");
const health = { linux: "/opt/web/health" };
const record = { started: [web2] };
const well = [{ id: web1 }, { id: web2 }, { id: arcMachineId, os: "Linux" as const }];

function withSecond(story: object, expected: ClosingScene["expected"] = "unhealthy"): ClosingScene {
  const stories = well.map((one) => (one.id === web2 ? { ...one, ...story } : one));
  return { expected, stories, record, ring: { health, onFailure: "restore" } };
}

function withArc(story: object): ClosingScene {
  const stories = well.map((one) => (one.id === arcMachineId ? { ...one, ...story } : one));
  return { expected: "unhealthy", stories, record, ring: { health } };
}

const kernel = { name: "kernel", version: "6.1", classifications: ["Security"] };
const tzdata = { name: "tzdata", version: "1", classifications: ["Security"] };

export const closingScenes: Readonly<Record<string, ClosingScene>> = {
  "all is well": withSecond({}, "healthy"),
  "an excluded patch is missing": withSecond({ missing: [tzdata] }, "healthy"),
  "an installation failed": withSecond({ install: { status: "Failed" } }),
  "a machine was not reached": withSecond({ install: { startTime: "2027-01-03T03:05:00Z" } }),
  "the window was exceeded": withSecond({ install: { maintenanceWindowExceeded: true } }),
  "an assessment fails": withSecond({ assessment: { status: "Failed" } }),
  "an assessment is old": withSecond({ assessment: { startDateTime: "2027-01-10T04:00:00Z" } }),
  "a restart is pending": withSecond({ assessment: { rebootPending: true } }),
  "a patch is missing": withSecond({ missing: [kernel] }),
  "a machine is gone": {
    ...withSecond({}),
    stories: well.map((one) => (one.id === web1 ? { ...one, gone: true as const } : one)),
  },
  "a health check fails": withSecond({ health: { executionState: "Failed", exitCode: 1 } }),
  "a health check fails on Arc": withArc({ health: { executionState: "Failed", exitCode: 1 } }),
  "Arc failed to install": withArc({ install: { status: "Failed" } }),
  "Arc lacks a patch": withArc({ missing: [kernel] }),
  "the run was not protected": { expected: "unhealthy", record: { ...record, state: "preparing" } },
  "the pre-event never ran": { expected: "unhealthy", record: "none" },
  "a machine is on the record only": {
    expected: "unhealthy",
    stories: [{ id: web1 }, { id: web2, install: { status: "Failed" } }],
    listed: [web1],
    record,
  },
  "a machine is on the list only": {
    expected: "unhealthy",
    stories: [{ id: web1 }, { id: web2, install: { status: "Failed" } }],
    record: { ...record, machines: [web1] },
  },
  "no machine is listed": { expected: "unhealthy", listed: [], record },
  "the verdict cannot be written": {
    ...withSecond({}, "pending"),
    fault: ({ method, url }) =>
      method === "PUT" && url.pathname.includes("/verdicts/") ? { status: 403 } : undefined,
  },
  "the run was cancelled": {
    expected: "cancelled",
    record: { ...record, state: "cancelled" },
    pending: { verdict: "cancelled" },
  },
};

export function judgeClosing(
  scene: ClosingScene,
  change: (definition: WorkflowDefinition) => WorkflowDefinition = (one) => one,
): readonly string[] {
  const { azure, outcome } = closeRun({ ...scene, definition: change(closingDefinition()) });
  const said = verdict(azure)?.["verdict"];
  const started = scene.record !== "none";
  const meddled = scene.fails !== undefined;
  return [
    ...(said === "healthy" && scene.expected !== "healthy" ? ["healthy by accident"] : []),
    ...(said === scene.expected || meddled ? [] : [`the verdict is ${said}`]),
    ...(said !== "healthy" && said !== "cancelled" && outcome.status === "Succeeded"
      ? ["an end without a good verdict is silent"]
      : []),
    ...(started && !azure.stopped.includes(web2.toLowerCase()) ? ["a machine runs on"] : []),
    ...(azure.stopped.some((id) => id !== web2.toLowerCase()) ? ["another one is stopped"] : []),
  ];
}
