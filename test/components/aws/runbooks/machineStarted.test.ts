/** EC2 takes every start; what becomes of the machine then is told in words. */
import { describe, expect, it } from "vitest";
import { machineStarted } from "../../../../components/aws/runbooks/machineSteps";
import { makeVolumes } from "../../../../components/aws/runbooks/restoreScripts";
import { machine, node, nodeGiven, walkRing, world } from "../../../support/automation/patchRun";
import { hasPython, runScript } from "../../../support/automation/python";

const began = new Date("2026-12-06T03:00:00Z");
const hint = "a volume with a key of your own needs that key among the volume keys of the runbooks";

const described = (state: string, reason?: string) => ({
  Reservations: [
    {
      Instances: [
        {
          State: { Name: state },
          ...(reason === undefined ? {} : { StateReason: { Message: reason } }),
        },
      ],
    },
  ],
});

/** How the start of a machine ends whose states come one after the other, each for so many seconds. */
function started(
  ...states: readonly (readonly [seconds: number, state: string, reason?: string])[]
) {
  const { script, handler } = machineStarted();
  return runScript({ script, handler, payload: { machine }, now: began }, ({ at }) => {
    let rest = (at.getTime() - began.getTime()) / 1000;
    for (const [seconds, state, reason] of states) {
      if (rest < seconds) return described(state, reason);
      rest -= seconds;
    }
    return described("running");
  });
}

describe.skipIf(!hasPython)("a machine that was started", () => {
  it("runs, though EC2 reports its old state at first", () => {
    expect(started([20, "stopped"], [60, "pending"]).ok).toBe(true);
  });

  it("has failed, with EC2's reason and what to do, once it is stopped again", () => {
    const end = started(
      [30, "pending"],
      [900, "stopped", "Client.InternalError: Client error on launch"],
    );

    expect(end).toMatchObject({
      ok: false,
      error: `the machine was started and is stopped: Client.InternalError: Client error on launch; ${hint}`,
    });
    expect(end.now.getTime() - began.getTime()).toBeLessThan(90_000);
  });

  it("has failed when it never runs, within the time that a script has", () => {
    const end = started([9000, "pending"]);

    expect(end).toMatchObject({
      ok: false,
      error: expect.stringContaining("is pending: EC2 gives no reason"),
    });
    expect(end.now.getTime() - began.getTime()).toBeLessThan(600_000);
  });

  it("ends the run of a machine before anything is installed", () => {
    const walk = walkRing(
      node,
      { ...nodeGiven, StartStopped: "yes" },
      world({
        ReadState: () => described("stopped"),
        MachineStarted: () => described("stopped", "Client.InternalError"),
      }),
    );

    expect(walk.status).toBe("Failed");
    expect(walk.visited).not.toContain("Install");
    expect(walk.visited).toContain("StopAgain");
  });

  it("cannot be restored with volumes that EC2 could not make, and says why", () => {
    const payload = {
      volumes: JSON.stringify([{ zone: "a", snapshot: "snap-1", type: "gp3", tags: [] }]),
      token: "t",
    };

    const end = runScript(
      { script: makeVolumes, handler: "make_volumes", payload, now: began },
      ({ api }) =>
        api === "ec2:CreateVolume"
          ? { VolumeId: "vol-1" }
          : { Volumes: [{ VolumeId: "vol-1", State: "error" }] },
    );

    expect(end).toMatchObject({ ok: false, error: `EC2 could not make vol-1; ${hint}` });
  });
});
