import { describe, expect, it } from "vitest";
import {
  fails,
  image,
  machine,
  point,
  restore,
  restoreGiven,
  walkRing,
  withFormer,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Walk } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

const root = [
  "ReadRing",
  "MachineOfRing",
  "ReadRecoveryPoint",
  "ReplaceRoot",
  "WaitForRoot",
  "RootReplaced",
];
const plan = ["PlanDataVolumes", "WhetherDataVolumes"];
const swap = ["MakeDataVolumes", "StopMachine", "MachineStopped", "SwapDataVolumes"];
const start = ["TellDeletion", "StartMachine", "MachineStarted", "MachineAnswers"];
const startAgain = ["StartAgain", "MachineRunsAgain"];

const made = ({ calls }: Walk, api: string) => calls.filter((call) => call.api === api);
const snapshots = (...devices: readonly string[]): But => ({
  "ec2:DescribeImages": () => ({
    Images: [
      {
        BlockDeviceMappings: devices.map((DeviceName) => ({
          DeviceName,
          Ebs: { SnapshotId: `snap${DeviceName}` },
        })),
      },
    ],
  }),
});

describe.skipIf(!hasPython)("the restore runbook", () => {
  it("asks the vaults in turn, and says what each of them said", () => {
    const inFormer = world({
      "backup:DescribeRecoveryPoint": (call) =>
        call.inputs["BackupVaultName"] === "vault"
          ? fails()
          : { Status: "COMPLETED", ResourceArn: `x:instance/${machine}` },
    });

    const walk = walkRing(withFormer.restore, restoreGiven, inFormer);

    expect(walk.status).toBe("Success");
    expect(made(walk, "backup:DescribeRecoveryPoint")).toHaveLength(2);
    expect(walkRing(restore, restoreGiven, inFormer).visited.at(-1)).toBe("ReadRecoveryPoint");
  });

  it("replaces the root volume, then the data volumes under the same names, and starts the machine", () => {
    const walk = walkRing(restore, restoreGiven, world());

    expect(walk.status).toBe("Success");
    expect(walk.visited).toEqual([...root, ...plan, ...swap, ...start]);
    expect(made(walk, "ec2:CreateReplaceRootVolumeTask")[0]?.inputs).toMatchObject({
      InstanceId: machine,
      ImageId: image,
      DeleteReplacedRootVolume: false,
    });
    expect(made(walk, "ec2:DetachVolume").map(({ inputs }) => inputs)).toEqual([
      { InstanceId: machine, VolumeId: "vol-old" },
    ]);
    expect(made(walk, "ec2:AttachVolume").map(({ inputs }) => inputs)).toEqual([
      { InstanceId: machine, VolumeId: "vol-new", Device: "/dev/sdf" },
    ]);
  });

  it("makes a data volume as the old one was, in the machine's zone", () => {
    const walk = walkRing(restore, restoreGiven, world());

    expect(made(walk, "ec2:CreateVolume").map(({ inputs }) => inputs)).toEqual([
      {
        AvailabilityZone: "eu-central-1a",
        SnapshotId: "snap-data",
        VolumeType: "gp3",
        Iops: 3000,
        Throughput: 125,
        ClientToken: "00000000-0000-4000-8000-000000000000-0",
        TagSpecifications: [{ ResourceType: "volume", Tags: [{ Key: "Name", Value: "data" }] }],
      },
    ]);
  });

  it("does not stop a machine that has its root volume only", () => {
    const walk = walkRing(restore, restoreGiven, world(snapshots("/dev/xvda")));

    expect(walk).toMatchObject({
      status: "Success",
      visited: [...root, ...plan, "MachineAnswers"],
    });
  });

  it("brings back a volume that was taken away, and leaves one that was added since", () => {
    const walk = walkRing(restore, restoreGiven, world(snapshots("/dev/xvda", "/dev/sdg")));

    expect(made(walk, "ec2:DetachVolume")).toEqual([]);
    expect(made(walk, "ec2:AttachVolume").map(({ inputs }) => inputs["Device"])).toEqual([
      "/dev/sdg",
    ]);
  });

  const pointSays = (answer: object): But => ({
    ReadRecoveryPoint: () => ({
      Status: "COMPLETED",
      ResourceArn: `instance/${machine}`,
      ...answer,
    }),
  });
  it.each<[string, But, string]>([
    ["the recovery point is partial", pointSays({ Status: "PARTIAL" }), "ReadRecoveryPoint"],
    ["the recovery point has expired", pointSays({ Status: "EXPIRED" }), "ReadRecoveryPoint"],
    [
      "the recovery point is another machine's",
      pointSays({ ResourceArn: "arn:aws:ec2:eu-central-1:012345678901:instance/i-00000000" }),
      "ReadRecoveryPoint",
    ],
    [
      "the root volume cannot be replaced",
      {
        "ec2:DescribeReplaceRootVolumeTasks": () => ({
          ReplaceRootVolumeTasks: [{ TaskState: "failed" }],
        }),
      },
      "RootReplaced",
    ],
    ["a volume cannot be made", { "ec2:CreateVolume": fails }, "MakeDataVolumes"],
    ["a volume cannot be attached", { "ec2:AttachVolume": fails }, "MachineRunsAgain"],
  ])("ends as failed when %s", (_case, but, last) => {
    const walk = walkRing(restore, restoreGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(walk.visited.at(-1)).toBe(last);
  });

  it("takes no volume from a machine that still runs", () => {
    const running = () => ({
      Reservations: [{ Instances: [{ State: { Name: "running" } }] }],
    });

    const walk = walkRing(restore, restoreGiven, world({ MachineStopped: running }));

    expect(walk.status).toBe("TimedOut");
    expect(walk.visited.slice(-3)).toEqual(["MachineStopped", ...startAgain]);
    expect(made(walk, "ec2:DetachVolume")).toEqual([]);
  });

  it("takes nothing but an image for a recovery point", () => {
    const other = { ...restoreGiven, RecoveryPointArn: point.replace("image/ami", "volume/vol") };

    expect(() => walkRing(restore, other, world())).toThrow("RecoveryPointArn must match");
  });

  const untouched = [...root, "PlanDataVolumes", "MakeDataVolumes"];
  it.each([...untouched, "MachineStarted", "MachineAnswers"])(
    "ends at once, as failed, when step %s fails",
    (failAt) => {
      const { status, visited } = walkRing(restore, restoreGiven, world(), { failAt });

      expect(status).toBe("Failed");
      expect(visited.at(-1)).toBe(failAt);
    },
  );

  it.each<[string, readonly string[]]>([
    ["StopMachine", startAgain],
    ["MachineStopped", startAgain],
    ["SwapDataVolumes", ["PutBackVolumes", ...startAgain]],
    ["TellDeletion", ["StartMachine", "MachineStarted", "MachineAnswers"]],
    ["StartMachine", startAgain],
  ])("starts the machine all the same when step %s fails, and has failed", (failAt, then) => {
    const { status, visited } = walkRing(restore, restoreGiven, world(), { failAt });

    expect(status).toBe("Failed");
    expect(visited.slice(-then.length - 1)).toEqual([failAt, ...then]);
  });

  it.each(["PutBackVolumes", "StartAgain", "MachineRunsAgain"])(
    "has failed, and ends, when step %s fails after a failed swap",
    (failAt) => {
      const answers = world({ "ec2:AttachVolume": fails });

      const { status, visited } = walkRing(restore, restoreGiven, answers, { failAt });

      expect(status).toBe("Failed");
      expect(visited.at(-1)).toBe(failAt === "PutBackVolumes" ? "MachineRunsAgain" : failAt);
    },
  );
});
