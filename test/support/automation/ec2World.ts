/** A machine of EC2 with its volumes, as calls leave it: for runbooks that may not lose any of them. */
import { image, machine, ofRing } from "./patchRun";
import type { Call, World } from "./walk";

type Answer = (call: Call) => Record<string, unknown> | undefined;

interface Volume {
  /** Where it is attached; nothing when it is free. */
  device?: string;
  deleteOnTermination: boolean;
  /** As `CreateVolume` was asked, or as it was found. */
  readonly snapshot?: unknown;
}

export interface Ec2World {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly volumes: ReadonlyMap<string, Volume>;
  /** Volume and `DeleteOnTermination` by device. */
  attached(): Readonly<Record<string, readonly [volume: string, ends: boolean]>>;
  state(): string;
}

/** Two data volumes: one ends with the machine, one does not. */
export function ec2World(): Ec2World {
  const volumes = new Map<string, Volume>([
    ["vol-root", { device: "/dev/xvda", deleteOnTermination: true }],
    ["vol-old-f", { device: "/dev/sdf", deleteOnTermination: true }],
    ["vol-old-g", { device: "/dev/sdg", deleteOnTermination: false }],
  ]);
  let state = "running";
  const attached = () =>
    Object.fromEntries(
      [...volumes].flatMap(([id, { device, deleteOnTermination }]) =>
        device === undefined ? [] : [[device, [id, deleteOnTermination] as const]],
      ),
    );
  const turn =
    (next: string): Answer =>
    () => {
      state = next;
      return {};
    };
  const answers: Readonly<Record<string, Answer>> = {
    "ec2:StartInstances": turn("running"),
    "ec2:StopInstances": turn("stopped"),
    "ec2:DescribeInstances": () => described(state, attached()),
    "ec2:DescribeImages": () => imageOf(["/dev/xvda", "/dev/sdf", "/dev/sdg"]),
    "ec2:DescribeVolumes": ({ inputs }) => ({
      Volumes: (inputs["VolumeIds"] as string[]).map((id) => told(id, volumes.get(id))),
    }),
    "ec2:CreateVolume": ({ inputs }) => {
      const id = `vol-new-${volumes.size}`;
      volumes.set(id, { deleteOnTermination: false, snapshot: inputs["SnapshotId"] });
      return { VolumeId: id };
    },
    "ec2:DetachVolume": ({ inputs }) => {
      const volume = volumes.get(String(inputs["VolumeId"]));
      if (volume?.device === undefined || state !== "stopped") return undefined;
      delete volume.device;
      return {};
    },
    "ec2:AttachVolume": ({ inputs }) => {
      const volume = volumes.get(String(inputs["VolumeId"]));
      const device = String(inputs["Device"]);
      if (volume === undefined || volume.device !== undefined || device in attached()) {
        return undefined;
      }
      // What was attached by hand stays when its machine goes.
      Object.assign(volume, { device, deleteOnTermination: false });
      return {};
    },
    "ec2:ModifyInstanceAttribute": ({ inputs }) => {
      const mappings = inputs["BlockDeviceMappings"] as Mapping[];
      for (const { DeviceName, Ebs } of mappings) {
        const [id] = attached()[DeviceName] ?? [""];
        const volume = volumes.get(id);
        if (volume === undefined) return undefined;
        volume.deleteOnTermination = Ebs.DeleteOnTermination;
      }
      return {};
    },
  };
  return { answers, volumes, attached, state: () => state };
}

interface Mapping {
  readonly DeviceName: string;
  readonly Ebs: { readonly DeleteOnTermination: boolean };
}

function told(id: string, volume: Volume | undefined) {
  const isHeld = volume?.device !== undefined;
  return {
    VolumeId: id,
    State: isHeld ? "in-use" : "available",
    VolumeType: "gp3",
    Iops: 3000,
    Throughput: 125,
    Attachments: isHeld ? [{ VolumeId: id, InstanceId: machine, State: "attached" }] : [],
  };
}

function described(state: string, attached: ReturnType<Ec2World["attached"]>) {
  const mappings = Object.entries(attached).map(([DeviceName, [VolumeId, ends]]) => ({
    DeviceName,
    Ebs: { VolumeId, DeleteOnTermination: ends },
  }));
  const instance = {
    InstanceId: machine,
    Tags: ofRing,
    State: { Name: state },
    RootDeviceName: "/dev/xvda",
    Placement: { AvailabilityZone: "eu-central-1a" },
    BlockDeviceMappings: mappings,
  };
  return { Reservations: [{ Instances: [instance] }] };
}

function imageOf(devices: readonly string[]) {
  const mappings = devices.map((DeviceName) => ({
    DeviceName,
    Ebs: { SnapshotId: `snap-${DeviceName.slice(-1)}` },
  }));
  return { Images: [{ ImageId: image, BlockDeviceMappings: mappings }] };
}

/** The world with one call failing: the n-th of all that it is asked. Counts from 0. */
export function failingAt(world: World, n: number): World {
  let asked = -1;
  return (call) => {
    asked += 1;
    return asked === n ? undefined : world(call);
  };
}
