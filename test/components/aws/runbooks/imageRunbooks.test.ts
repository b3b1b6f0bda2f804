import { describe, expect, it } from "vitest";
import { promoteImageRunbook } from "../../../../components/aws/runbooks/promoteImageRunbook";
import { renderRunbook } from "../../../../components/aws/runbooks/renderRunbook";
import { rollbackImageRunbook } from "../../../../components/aws/runbooks/rollbackImageRunbook";
import { hasPython } from "../../../support/automation/python";
import { allSteps, readRunbook } from "../../../support/automation/rendered";
import { type Call, walkRunbook } from "../../../support/automation/walk";

const oldest = "ami-0000000000000000a";
const good = "ami-0000000000000000b";
const next = "ami-0000000000000000c";
const options = {
  assumeRole: "arn:aws:iam::012345678901:role/images",
  groupName: "web",
  currentParameter: "/images/current",
  lastGoodParameter: "/images/last-good",
};
const promote = renderRunbook(promoteImageRunbook({ ...options, protectsImages: true }));
const rollback = renderRunbook(rollbackImageRunbook({ ...options, minHealthyPercent: 80 }));

type Answer = (call: Call) => Record<string, unknown> | undefined;
type Answers = Readonly<Record<string, Answer>>;

const member = (change: object = {}) => ({
  InstanceId: "i-0123456789abcdef0",
  AvailabilityZone: "eu-central-1a",
  LifecycleState: "InService",
  HealthStatus: "Healthy",
  LaunchConfigurationName: "none",
  ProtectedFromScaleIn: false,
  ...change,
});
const groupOf = (...members: readonly object[]) => ({
  AutoScalingGroups: [
    {
      AutoScalingGroupName: "web",
      MinSize: 1,
      MaxSize: 3,
      DesiredCapacity: 1,
      DefaultCooldown: 300,
      AvailabilityZones: ["eu-central-1a"],
      HealthCheckType: "ELB",
      CreatedTime: "2026-01-01T00:00:00+00:00",
      Instances: members,
    },
  ],
});
const running = (...images: readonly string[]) => ({
  Reservations: images.map((ImageId, at) => ({
    Instances: [{ InstanceId: `i-0123456789abcdef${at}`, ImageId }],
  })),
});

/** A group of machines of the good image, its two parameters, and what has been done to images and the group. */
function group(but: Answers = {}, held = { current: good, lastGood: oldest }) {
  const parameters = new Map([
    [options.currentParameter, held.current],
    [options.lastGoodParameter, held.lastGood],
  ]);
  const well: Answers = {
    "ssm:GetParameter": ({ inputs }) => ({
      Parameter: { Value: parameters.get(String(inputs["Name"])) },
    }),
    "ssm:PutParameter": ({ inputs }) => {
      parameters.set(String(inputs["Name"]), String(inputs["Value"]));
      return { Version: 2 };
    },
    "ec2:DescribeImages": () => ({ Images: [{ State: "available" }] }),
    "ec2:DescribeInstances": () => running(held.current),
    "autoscaling:DescribeAutoScalingGroups": () => groupOf(member()),
    "ec2:EnableImageDeregistrationProtection": () => ({ Return: "true" }),
    "ec2:DisableImageDeregistrationProtection": () => ({ Return: "true" }),
    "autoscaling:StartInstanceRefresh": () => ({ InstanceRefreshId: "refresh-1" }),
    "autoscaling:CancelInstanceRefresh": () => ({ InstanceRefreshId: "refresh-0" }),
    "autoscaling:DescribeInstanceRefreshes": ({ step }) =>
      step === "EndRunningRefresh"
        ? { InstanceRefreshes: [] }
        : { InstanceRefreshes: [{ Status: "Successful" }] },
  };
  const world = (call: Call) => {
    const answer = but[call.step] ?? but[call.api] ?? well[call.api];
    if (answer === undefined) throw new Error(`nobody answers ${call.api}`);
    return answer(call);
  };
  return { world, held: () => [...parameters.values()] };
}

const imagesOf = (calls: readonly Call[], api: string) =>
  calls.filter((call) => call.api === api).map(({ inputs }) => inputs["ImageId"]);
const given = { ImageId: next };

describe.skipIf(!hasPython)("the promote runbook", () => {
  it("makes an image current, and keeps the one before as the last good one", () => {
    const { world, held } = group();

    const { status, calls } = walkRunbook(promote, given, world);

    expect(status).toBe("Success");
    expect(held()).toEqual([next, good]);
    expect(imagesOf(calls, "ec2:EnableImageDeregistrationProtection")).toEqual([good]);
    expect(imagesOf(calls, "ec2:DisableImageDeregistrationProtection")).toEqual([oldest]);
  });

  it("writes what Parameter Store checks to be images", () => {
    const { calls } = walkRunbook(promote, given, group().world);

    const written = calls.filter(({ api }) => api === "ssm:PutParameter");
    expect(written.map(({ inputs }) => inputs["DataType"])).toEqual([
      "aws:ec2:image",
      "aws:ec2:image",
    ]);
  });

  it("releases no image that is still held", () => {
    for (const held of [
      { current: good, lastGood: good },
      { current: good, lastGood: next },
    ]) {
      const { calls, status } = walkRunbook(promote, given, group({}, held).world);

      expect(status).toBe("Success");
      expect(imagesOf(calls, "ec2:DisableImageDeregistrationProtection")).toEqual([]);
    }
  });

  it.each<[string, Answers]>([
    ["the image is not there", { "ec2:DescribeImages": () => ({ Images: [] }) }],
    ["the image is pending", { "ec2:DescribeImages": () => ({ Images: [{ State: "pending" }] }) }],
    [
      "a machine is ill",
      {
        "autoscaling:DescribeAutoScalingGroups": () =>
          groupOf(member(), member({ HealthStatus: "Unhealthy" })),
      },
    ],
    [
      "a machine is not in service yet",
      {
        "autoscaling:DescribeAutoScalingGroups": () =>
          groupOf(member({ LifecycleState: "Pending:Wait" })),
      },
    ],
    ["the group is empty", { "autoscaling:DescribeAutoScalingGroups": () => groupOf() }],
    [
      "the group is gone",
      { "autoscaling:DescribeAutoScalingGroups": () => ({ AutoScalingGroups: [] }) },
    ],
    ["a machine is of another image", { "ec2:DescribeInstances": () => running(good, oldest) }],
    [
      "a machine on a later page is of another image",
      {
        "ec2:DescribeInstances": ({ inputs }) =>
          inputs["NextToken"] === undefined
            ? { ...running(good), NextToken: "2" }
            : running(oldest),
      },
    ],
    ["the image cannot be protected", { ProtectLastGood: () => undefined }],
  ])("writes nothing when %s", (_case, but) => {
    const { world, held } = group(but);

    expect(walkRunbook(promote, given, world).status).toBe("Failed");
    expect(held()).toEqual([good, oldest]);
  });

  it("does not push the last good image out by the current one", () => {
    const { world, held } = group();

    expect(walkRunbook(promote, { ImageId: good }, world).status).toBe("Failed");
    expect(held()).toEqual([good, oldest]);
  });

  it("does not make an image current before the last good one is written and found", () => {
    const { world, held } = group({ LastGoodWritten: () => ({ Parameter: { Value: oldest } }) });

    const { status, visited } = walkRunbook(promote, given, world);

    expect(status).toBe("TimedOut");
    expect(visited).not.toContain("WriteCurrent");
    expect(held()[0]).toBe(good);
  });

  it("leaves two good images wherever it fails before the end", () => {
    for (const { name } of allSteps(readRunbook(promote).mainSteps)) {
      const { world, held } = group();

      const { status } = walkRunbook(promote, given, world, { failAt: name });

      expect(status, name).toBe("Failed");
      const [current, lastGood] = held();
      expect([good, oldest], name).toContain(lastGood);
      expect(current === good || lastGood === good, name).toBe(true);
    }
  });

  it("protects nothing where another account owns the images", () => {
    const content = renderRunbook(promoteImageRunbook({ ...options, protectsImages: false }));

    const { status, calls } = walkRunbook(content, given, group().world);

    expect(status).toBe("Success");
    expect(calls.filter(({ api }) => api.includes("Protection"))).toEqual([]);
  });
});

describe.skipIf(!hasPython)("the rollback runbook", () => {
  const bad = { current: next, lastGood: good };

  it("makes the last good image current, and replaces the machines", () => {
    const { world, held } = group({}, bad);

    const { status, calls } = walkRunbook(rollback, {}, world);

    expect(status).toBe("Success");
    expect(held()).toEqual([good, good]);
    expect(calls.find(({ step }) => step === "StartRefresh")?.inputs).toEqual({
      AutoScalingGroupName: "web",
      Strategy: "Rolling",
      Preferences: { MinHealthyPercentage: 80 },
    });
  });

  it("ends the refresh that brings the bad image, once that image is current no longer", () => {
    const states = ["InProgress", "Cancelling", "Cancelled"];
    const { world } = group(
      {
        EndRunningRefresh: ({ api }) =>
          api === "autoscaling:CancelInstanceRefresh"
            ? { InstanceRefreshId: "refresh-0" }
            : { InstanceRefreshes: [{ Status: states.shift() }] },
      },
      bad,
    );

    const { status, calls } = walkRunbook(rollback, {}, world);

    const apis = calls.map(({ api }) => api);
    expect(status).toBe("Success");
    expect(apis.filter((api) => api === "autoscaling:CancelInstanceRefresh")).toHaveLength(1);
    expect(apis.indexOf("autoscaling:CancelInstanceRefresh")).toBeGreaterThan(
      apis.indexOf("ssm:PutParameter"),
    );
  });

  it.each<[string, Answers, string]>([
    ["the image is gone", { "ec2:DescribeImages": () => ({ Images: [] }) }, "ImageAvailable"],
    [
      "the running refresh does not end",
      {
        "autoscaling:DescribeInstanceRefreshes": () => ({
          InstanceRefreshes: [{ Status: "Cancelling" }],
        }),
      },
      "EndRunningRefresh",
    ],
    ["no refresh starts", { StartRefresh: () => undefined }, "StartRefresh"],
    [
      "the refresh fails",
      {
        WaitForRefresh: () => ({ InstanceRefreshes: [{ Status: "Failed" }] }),
        Refreshed: () => ({ InstanceRefreshes: [{ Status: "Failed" }] }),
      },
      "Refreshed",
    ],
  ])("fails when %s", (_case, but, last) => {
    const { status, visited } = walkRunbook(rollback, {}, group(but, bad).world);

    expect(status).toBe("Failed");
    expect(visited.at(-1)).toBe(last);
  });

  it("never writes the last good image", () => {
    for (const { name } of allSteps(readRunbook(rollback).mainSteps)) {
      const { world, held } = group({}, bad);

      expect(walkRunbook(rollback, {}, world, { failAt: name }).status, name).toBe("Failed");
      expect(held()[1], name).toBe(good);
    }
  });
});

type Steps = ReturnType<typeof readRunbook>["mainSteps"];
type Edit = (steps: Steps) => Steps;
const without =
  (name: string): Edit =>
  (steps) =>
    steps.filter((step) => step.name !== name);
const before =
  (first: string, second: string): Edit =>
  (steps) => {
    const moved = steps.filter(({ name }) => name === first);
    return without(first)(steps).flatMap((step) =>
      step.name === second ? [...moved, step] : [step],
    );
  };

/** What holds of every promotion, of a group that is well or not. */
function promotesWell(content: string): boolean {
  const bad: readonly Answers[] = [
    { "ec2:DescribeImages": () => ({ Images: [{ State: "pending" }] }) },
    { "ec2:DescribeInstances": () => running(oldest) },
    { "autoscaling:DescribeAutoScalingGroups": () => groupOf() },
  ];
  const refuses = bad.every((but) => {
    const { world, held } = group(but);
    walkRunbook(content, given, world);
    return held().join() === [good, oldest].join();
  });
  const steps = allSteps(readRunbook(content).mainSteps);
  const survives = steps.every(({ name }) => {
    const { world, held } = group();
    const { calls } = walkRunbook(content, given, world, { failAt: name });
    const isProtected = calls.some(({ api }) => api.includes("EnableImage"));
    return held().includes(good) && (held()[1] !== good || isProtected);
  });
  const { world, held } = group();
  const { calls } = walkRunbook(content, given, world);
  const released = imagesOf(calls, "ec2:DisableImageDeregistrationProtection");
  return refuses && survives && held().join() === [next, good].join() && released.join() === oldest;
}

describe.skipIf(!hasPython)("a changed promote runbook", () => {
  it("is not told from a changed one when nothing has changed", () => {
    expect(promotesWell(promote)).toBe(true);
  });

  it.each<[string, Edit]>([
    ["nobody looks for the image", without("ImageAvailable")],
    ["machines of another image count", without("MembersCurrent")],
    ["an empty group counts as well", without("MembersWell")],
    ["the last good image is not protected", without("ProtectLastGood")],
    ["the last good image is protected too late", before("WriteLastGood", "ProtectLastGood")],
    ["the current image is written first", before("WriteCurrent", "WriteLastGood")],
    ["the former image is kept for ever", without("ReleaseFormer")],
  ])("is found when %s", (_case, edit) => {
    const runbook = readRunbook(promote);

    const content = JSON.stringify({ ...runbook, mainSteps: edit(runbook.mainSteps) });

    expect(content).not.toBe(JSON.stringify(runbook));
    expect(promotesWell(content)).toBe(false);
  });
});
