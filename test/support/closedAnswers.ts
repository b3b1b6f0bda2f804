/** What the simulated Azure says after a run: results of assessments and health checks, and Resource Graph. */
import { type ClosedState, isArc, type Patch, storyOf } from "./closedWorld";
import { runId, subscription } from "./patchRun";
import type { Answer, Call } from "./workflow";

export function answerOperation({ assessments }: ClosedState, path: string, now: number): Answer {
  const asked = assessments.get(path.split("/").slice(-2).join("/"));
  if (asked === undefined) return { status: 404 };
  const { story, at } = asked;
  if (now < at + (story.assessSeconds ?? 90) * 1000) return { status: 202 };
  const patches = story.missing ?? [];
  const found = isArc(story.id)
    ? { availablePatchCountByClassification: countsOf(patches) }
    : { availablePatches: patches };
  const result = {
    status: "Succeeded",
    startDateTime: new Date(at).toISOString(),
    rebootPending: false,
    ...found,
    ...story.assessment,
  };
  return { status: 200, body: result };
}

function countsOf(patches: readonly Patch[]) {
  const of = (word: string) =>
    patches.filter(({ classifications }) =>
      classifications.some((one) => one.toLowerCase() === word),
    ).length;
  return {
    critical: of("critical"),
    security: of("security"),
    other: of("other"),
    updateRollup: of("updaterollup"),
  };
}

export function answerQuery(state: ClosedState, call: Call): Answer {
  const { query, subscriptions } = call.body as { query: string; subscriptions: string[] };
  if (subscriptions.join() !== subscription) return { status: 400 };
  const data = rowsOf(state, query);
  return { status: 200, body: { totalRecords: data.length, count: data.length, data } };
}

function rowsOf({ world }: ClosedState, query: string): readonly object[] {
  const ids = world.stories.map(({ id }) => id.toLowerCase());
  if (query.startsWith("maintenanceresources")) {
    if (!query.includes(`'${runId}'`)) return [];
    return (world.listed ?? ids).map((id) => ({ id, run: runId, machine: id.toLowerCase() }));
  }
  if (query.startsWith("patchinstallationresources")) {
    return world.stories
      .filter(({ id, install }) => isArc(id) && install?.["status"] !== "none")
      .map(({ id, install }) => ({
        run: runId,
        machine: id.toLowerCase(),
        status: "Succeeded",
        exceeded: false,
        failed: 0,
        pending: 0,
        ...install,
      }));
  }
  const story = world.stories.find(({ id }) => query.includes(`'${id.toLowerCase()}/'`));
  return (story?.missing ?? []).map(({ version = "", kbId = "", ...patch }) => ({
    ...patch,
    version,
    kbId,
  }));
}

export function answerCommand(state: ClosedState, call: Call, path: string, now: number): Answer {
  const story = storyOf(state, path);
  if (story === undefined) return { status: 404 };
  if (call.method === "PUT") {
    state.commands.set(path, { body: call.body, readyAt: now + 45_000 });
    return { status: 201 };
  }
  const command = state.commands.get(path);
  if (command === undefined) return { status: 404 };
  if (call.method === "DELETE") return { status: state.commands.delete(path) ? 202 : 404 };
  const done = { executionState: "Succeeded", exitCode: 0, ...story.health };
  const shown = isArc(story.id) || call.url.searchParams.get("$expand") === "instanceView";
  const instanceView = now < command.readyAt ? { executionState: "Running" } : done;
  return { status: 200, body: { properties: shown ? { instanceView } : {} } };
}
