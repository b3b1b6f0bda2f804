import { describe, expect, it } from "vitest";
import { dispatchedRing } from "../../../../components/aws/runbooks/dispatchRunbook";
import {
  dispatch,
  fails,
  gate,
  gateGiven,
  run,
  target,
  walkRing,
  window,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import { type Call, type World, walkRunbook } from "../../../support/automation/walk";

const rings = ["web.canary", "web.broad", "web.rest"].map((ring) => dispatchedRing(ring, target));

const walked = (answer: World, Rings: readonly string[] = rings) =>
  walkRunbook(dispatch, { WindowExecutionId: run, WindowId: window, Rings }, answer);

const start = "ssm:StartAutomationExecution";
const ringOf = ({ inputs }: Call) =>
  (inputs["Parameters"] as Readonly<Record<string, readonly string[]>>)["PatchGroup"]?.[0];

describe.skipIf(!hasPython)("the dispatch runbook", () => {
  it("starts the close of every ring of the window, at the pace that SSM takes", () => {
    const walk = walked(world());

    expect(walk.status).toBe("Success");
    expect(walk.calls.map(ringOf)).toEqual(["web.canary", "web.broad", "web.rest"]);
    expect(walk.calls[0]?.inputs["Parameters"]).toEqual({
      PatchGroup: ["web.canary"],
      WindowExecutionId: [run],
      WindowId: [window],
      WindowTargetId: [target],
    });
    const seconds = walk.calls.map(({ at }) => at.getTime() / 1000);
    expect(seconds.map((second, index) => second - (seconds[index - 1] ?? second))).toEqual([
      0, 1, 1,
    ]);
  });

  it("tries again what SSM refused, and starts no close a second time", () => {
    let refused = 0;
    const throttled = (call: Call) =>
      ringOf(call) === "web.broad" && refused++ < 3 ? undefined : { AutomationExecutionId: run };

    const walk = walked(world({ [start]: throttled }));

    expect(walk.status).toBe("Success");
    expect(walk.calls.map(ringOf)).toEqual([
      "web.canary",
      "web.broad",
      "web.rest",
      "web.broad",
      "web.broad",
      "web.broad",
    ]);
  });

  it("fails within its ten minutes when a close cannot be started, after all others were", () => {
    const refuses = (call: Call) =>
      ringOf(call) === "web.broad" ? undefined : { AutomationExecutionId: run };

    const walk = walked(world({ [start]: refuses }));

    expect(walk.status).toBe("Failed");
    expect(walk.calls.map(ringOf)).toEqual(expect.arrayContaining(["web.canary", "web.rest"]));
    expect(walk.end.getTime() - Date.parse("2026-12-06T03:00:00Z")).toBeLessThan(600_000);
  });

  it.each([
    ["no ring", []],
    ["a ring without its target", ["web.all"]],
  ])("fails when its window's rule names %s", (_case, named) => {
    expect(walked(world(), named)).toMatchObject({ status: "Failed", calls: [] });
  });

  it("leaves the next ring shut when it stays silent: the last verdict counts no longer", () => {
    const silent = walked(world({ [start]: fails }));

    // The verdict counts until the run is over that nobody has closed.
    const next = walkRing(gate, gateGiven, world(), { start: "2026-12-09T05:30:00Z" });

    expect(silent.status).toBe("Failed");
    expect(next.visited.slice(-2)).toEqual(["RingBeforeHealthy", "Refuse"]);
    expect(next.status).toBe("Failed");
  });
});
