/** Whatever call of a restore fails, its machine keeps its data volumes under their names and runs again. */
import { describe, expect, it } from "vitest";
import { type Ec2World, ec2World, failingAt } from "../../../support/automation/ec2World";
import { restore, restoreGiven, walkRing, world } from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Walk, WalkOptions } from "../../../support/automation/walk";

interface Restored {
  readonly walk: Walk;
  readonly ec2: Ec2World;
}

function restored(failingCall?: number, options: WalkOptions = {}): Restored {
  const ec2 = ec2World();
  const well = world(ec2.answers);
  const answers = failingCall === undefined ? well : failingAt(well, failingCall);
  return { walk: walkRing(restore, restoreGiven, answers, options), ec2 };
}

/** All volumes of one time, the old or the new ones, each ending with the machine or not as before. */
const old = { "/dev/sdf": ["vol-old-f", true], "/dev/sdg": ["vol-old-g", false] };
const renewed = { "/dev/sdf": ["vol-new-3", true], "/dev/sdg": ["vol-new-4", false] };

const dataOf = ({ ec2 }: Restored) => {
  const { "/dev/xvda": _root, ...data } = ec2.attached();
  return data;
};

/** Calls that can fail: the ring's settings are read before them. */
const asked = ({ calls }: Walk) => calls.filter(({ step }) => step !== "ReadRing");

const back = ["PutBackVolumes", "StartAgain", "MachineRunsAgain"];

describe.skipIf(!hasPython)("the data volumes of a restore", () => {
  it("are the recovery point's, and end with the machine where the old ones did", () => {
    const all = restored();

    expect(all.walk.status).toBe("Success");
    expect(dataOf(all)).toEqual(renewed);
    expect(all.ec2.volumes.get("vol-new-3")?.snapshot).toBe("snap-f");
    expect(all.ec2.state()).toBe("running");
  });

  it("are there, all old or all new, and the machine runs, whichever call fails", () => {
    const { length } = asked(restored().walk);
    const outcomes = Array.from({ length }, (_, index) => restored(index));

    expect(length).toBeGreaterThan(20);
    for (const [index, outcome] of outcomes.entries()) {
      const { visited, status } = outcome.walk;
      const failing = asked(outcome.walk)[index]?.api;
      const said = `${status} after ${failing} in ${visited.join(" ")}`;
      const data = dataOf(outcome);
      const isNew = data["/dev/sdf"]?.[0].startsWith("vol-new");
      // Where EC2 cannot be told which volumes end with the machine, the new ones stay when it goes.
      const untold = { ...renewed, "/dev/sdf": ["vol-new-3", false] };
      const wanted = failing === "ec2:ModifyInstanceAttribute" ? untold : renewed;
      expect(data, said).toEqual(isNew ? wanted : old);
      expect(outcome.ec2.state(), said).toBe("running");
    }
    // A call that a step repeats until it answers fails nothing.
    const failed = outcomes.filter(({ walk }) => walk.status !== "Success");
    expect(failed.length).toBeGreaterThan(15);
  });
  it("are put back where new ones cannot be attached, ending with the machine as before", () => {
    const attach = ({ volumes }: Ec2World) => {
      const refused = [...volumes.keys()].filter((id) => id.startsWith("vol-new"));
      return refused;
    };
    const ec2 = ec2World();
    const refusing = world({
      ...ec2.answers,
      "ec2:AttachVolume": (call) =>
        attach(ec2).at(-1) === call.inputs["VolumeId"]
          ? undefined
          : ec2.answers["ec2:AttachVolume"]?.(call),
    });

    const walk = walkRing(restore, restoreGiven, refusing);

    expect(walk.status).toBe("Failed");
    expect(walk.visited.slice(-4)).toEqual(["SwapDataVolumes", ...back]);
    expect(dataOf({ walk, ec2 })).toEqual(old);
    expect(ec2.state()).toBe("running");
  });

  it("leave the machine running even where nothing can be attached", () => {
    const ec2 = ec2World();

    const walk = walkRing(
      restore,
      restoreGiven,
      world({ ...ec2.answers, "ec2:AttachVolume": () => undefined }),
    );

    expect(walk.status).toBe("Failed");
    expect(walk.visited.slice(-4)).toEqual(["SwapDataVolumes", ...back]);
    expect(ec2.state()).toBe("running");
  });

  it.each(["StopMachine", "MachineStopped", "SwapDataVolumes", "TellDeletion"])(
    "are there and the machine runs when somebody cancels the restore at %s",
    (cancelAt) => {
      const outcome = restored(undefined, { cancelAt });

      expect(outcome.walk.status).toBe("Cancelled");
      expect([old, renewed, { ...renewed, "/dev/sdf": ["vol-new-3", false] }]).toContainEqual(
        dataOf(outcome),
      );
      expect(outcome.ec2.state()).toBe("running");
    },
  );
});
