/** A ring whose registration is gone, or whose baseline says something else, and a machine of it that is to be patched. */
import { describe, expect, it } from "vitest";
import { operatingSystems } from "../../../../components/aws/baselines/operatingSystems";
import {
  describedBaseline,
  fails,
  machine,
  markOf,
  node,
  nodeGiven,
  scan,
  walkRing,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Walk } from "../../../support/automation/walk";

type But = Parameters<typeof world>[0];

const installed = ({ visited }: Walk) => visited.includes("Install");
const asked = ({ calls }: Walk) => calls.filter(({ step }) => step === "RingBaseline");
const described = (answer: Readonly<Record<string, unknown>>): But => ({
  "ssm:GetPatchBaseline": () => answer,
});
const platform = (PlatformName: string, PlatformVersion: string): But => ({
  RingBaseline: (call) =>
    call.api === "ssm:DescribeInstanceInformation"
      ? { InstanceInformationList: [{ InstanceId: machine, PlatformName, PlatformVersion }] }
      : world(described(describedBaseline(String(call.inputs["OperatingSystem"]))))({
          ...call,
          step: "",
        }),
});

describe.skipIf(!hasPython)("right before it installs, a machine", () => {
  it("is asked by which baseline its ring and system are patched, and what that one says", () => {
    const walk = walkRing(node, nodeGiven, world());

    expect(walk.status).toBe("Success");
    expect(asked(walk).map(({ api, inputs }) => [api, inputs])).toEqual([
      ["ssm:DescribeInstanceInformation", { Filters: [{ Key: "InstanceIds", Values: [machine] }] }],
      [
        "ssm:GetPatchBaselineForPatchGroup",
        { PatchGroup: "web.broad", OperatingSystem: "AMAZON_LINUX_2023" },
      ],
      ["ssm:GetPatchBaseline", { BaselineId: "pb-0123456789abcdef0" }],
    ]);
  });

  it.each<[string, But]>([
    [
      "by the account's default",
      described({ Description: "Default Patch Baseline for Amazon Linux 2023 Provided by AWS." }),
    ],
    ["by one without a description", described({})],
    [
      "by one that says something else by now",
      described({ Description: "x [AMAZON_LINUX_2023 f]" }),
    ],
    ["by the ring's baseline of another system", described(describedBaseline("UBUNTU"))],
    [
      "by one that only mentions the mark",
      described({ Description: `not [${markOf("AMAZON_LINUX_2023")}] any more` }),
    ],
    ["by none that SSM names", { "ssm:GetPatchBaselineForPatchGroup": () => ({}) }],
    ["by nobody knows which", { "ssm:GetPatchBaselineForPatchGroup": fails }],
    ["by one that may not be read", { "ssm:GetPatchBaseline": fails }],
    ["as a system of its own", platform("Plan 9", "4")],
    ["as a system that the ring's policy does not name", platform("Debian GNU/Linux", "12")],
    [
      "as something that Systems Manager does not know",
      {
        RingBaseline: () => ({ InstanceInformationList: [] }),
      },
    ],
  ])("is left unpatched, and has failed, when it would be patched %s", (_case, but) => {
    const walk = walkRing(node, nodeGiven, world(but));

    expect(walk.status).toBe("Failed");
    expect(installed(walk)).toBe(false);
    expect(walk.visited).toEqual(expect.arrayContaining(["RingBaseline", "HookOnExit", "Done"]));
  });

  it("is left unpatched when its ring is known to have no baseline", () => {
    const walk = walkRing(node, { ...nodeGiven, BaselineMarks: [] }, world());

    expect(walk.status).toBe("Failed");
    expect(installed(walk)).toBe(false);
  });

  it("is asked nothing where nobody has said which baselines the ring has", () => {
    const walk = walkRing(node, { ...nodeGiven, Baseline: "none", BaselineMarks: [] }, world());

    expect(walk.status).toBe("Success");
    expect(asked(walk)).toEqual([]);
  });

  it.each([
    ["AlmaLinux", "9.4", "ALMA_LINUX"],
    ["Amazon Linux AMI", "2018.03", "AMAZON_LINUX"],
    ["Amazon Linux", "2018.03", "AMAZON_LINUX"],
    ["Amazon Linux", "2", "AMAZON_LINUX_2"],
    ["Amazon Linux", "2022", "AMAZON_LINUX_2022"],
    ["Amazon Linux", "2023", "AMAZON_LINUX_2023"],
    ["CentOS Stream", "9", "CENTOS"],
    ["Debian GNU/Linux", "12", "DEBIAN"],
    ["macOS", "14.4", "MACOS"],
    ["Microsoft Windows Server 2022 Datacenter", "10.0.20348", "WINDOWS"],
    ["Oracle Linux Server", "9.4", "ORACLE_LINUX"],
    ["Raspbian GNU/Linux", "10", "RASPBIAN"],
    ["Red Hat Enterprise Linux", "9.4", "REDHAT_ENTERPRISE_LINUX"],
    ["Rocky Linux", "9.4", "ROCKY_LINUX"],
    ["SLES", "15.5", "SUSE"],
    ["Ubuntu", "24.04", "UBUNTU"],
  ])("of %s %s is one of %s", (name, version, system) => {
    const given = { ...nodeGiven, BaselineMarks: operatingSystems.map(markOf) };

    const [, group] = asked(walkRing(node, given, world(platform(name, version))));

    expect(group?.inputs["OperatingSystem"]).toBe(system);
  });
});

describe.skipIf(!hasPython)("a scan by another baseline than the ring's", () => {
  const other: But = {
    "ssm:DescribeInstancePatchStates": () => ({
      InstancePatchStates: [scan(machine, { BaselineId: "pb-0123456789abcdef1" })],
    }),
  };

  it("finds no machine well, as when the registration went while the machine was patched", () => {
    const walk = walkRing(node, nodeGiven, world(other));

    expect(walk.status).toBe("Failed");
    expect(walk.visited).toContain("NothingMissing");
    expect(walk.visited).not.toContain("HealthCheck");
  });

  it("counts where nobody has said which baselines the ring has", () => {
    const given = { ...nodeGiven, Baseline: "none", BaselineMarks: [] };

    const walk = walkRing(node, given, world(other));

    expect(walk.status).toBe("Success");
  });
});
