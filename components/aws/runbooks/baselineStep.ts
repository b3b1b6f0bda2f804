/**
 * Asks right before the installation which baseline the machine is patched by. SSM gives a machine whose ring has no registration
 * the account's default baseline and says nothing of it; a deployment that is cut off may leave a ring so, or with a baseline
 * that has become another ring's. An earlier look would be cheaper, once a ring, and could not know what is deployed meanwhile.
 */
import type { OperatingSystem } from "../baselines/operatingSystems";
import { systemOf } from "./listScripts";
import { place } from "./places";
import { setting } from "./readRing";
import { type ScriptStep, scriptStep } from "./runbook";

/**
 * How the words begin, as an expression, that Systems Manager has for the platform and version of a machine.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html
 */
const platforms: Readonly<Record<OperatingSystem, string>> = {
  WINDOWS: "microsoft-windows",
  AMAZON_LINUX: "amazon-linux-(ami|201)",
  AMAZON_LINUX_2: "amazon-linux-2([^0-9]|$)",
  AMAZON_LINUX_2022: "amazon-linux-2022",
  AMAZON_LINUX_2023: "amazon-linux-2023",
  UBUNTU: "ubuntu",
  REDHAT_ENTERPRISE_LINUX: "red-hat",
  SUSE: "(sles|suse)",
  CENTOS: "centos",
  ORACLE_LINUX: "oracle-linux",
  DEBIAN: "debian",
  MACOS: "mac",
  RASPBIAN: "raspbian",
  ROCKY_LINUX: "rocky-linux",
  ALMA_LINUX: "alma-?linux",
};

/** The marks of a ring's baselines, `<system> <hash>`: what the right one's description ends in. */
const judgeBaseline = `${systemOf}
import boto3

platforms = {
${Object.entries(platforms)
  .map(([system, begins]) => `    "${system}": "${begins}",`)
  .join("\n")}
}

def ring_baseline(events, context):
    if events["asked"] == "none":
        return {"baseline": "none"}
    ssm = boto3.client("ssm")
    machines = ssm.describe_instance_information(
        Filters=[{"Key": "InstanceIds", "Values": [events["machine"]]}])["InstanceInformationList"]
    name = system_of(machines[0]) if machines else "not known to Systems Manager"
    systems = [system for system, begins in platforms.items() if re.match(begins, name)]
    if len(systems) != 1:
        raise Exception(f"the machine is {name}: nobody knows which baseline it is patched by")
    [system] = systems
    marks = [mark for mark in events["marks"] if mark.split(" ")[0] == system]
    if not marks:
        raise Exception(f"the ring's policy has no baseline for {system}")
    baseline = ssm.get_patch_baseline_for_patch_group(PatchGroup=events["ring"], OperatingSystem=system)["BaselineId"]
    described = ssm.get_patch_baseline(BaselineId=baseline).get("Description", "")
    if not any(described.endswith(f"[{mark}]") for mark in marks):
        raise Exception(f"{events['ring']} is patched by {baseline} on {system}, which does not say what the ring's policy does")
    return {"baseline": baseline.split("/")[-1]}
`.trimStart();

/** Nothing was installed yet. Its output `Baseline` is what the scan must go by, `none` where no ring's baselines are known. */
export const ringBaseline: ScriptStep = scriptStep(
  "RingBaseline",
  "The baseline that SSM patches the machine by is the one that the ring's policy demands.",
  {
    handler: "ring_baseline",
    script: judgeBaseline,
    payload: {
      asked: setting("Baseline"),
      marks: setting("BaselineMarks"),
      machine: "{{ InstanceId }}",
      ring: "{{ PatchGroup }}",
    },
    outputs: [{ name: "Baseline", selector: "$.Payload.baseline", type: "String" }],
    onFailure: place.exit,
    onCancel: place.exit,
  },
);

export const askedBaseline = "{{ RingBaseline.Baseline }}";
