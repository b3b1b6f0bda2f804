/**
 * The first steps of every runbook of a run. Who starts one says which ring, machine and run it is about; what the ring's
 * policy demands is read from the parameter that only a deployment writes, so that no starter can leave a check out. A
 * parameter that is not there, is of another version or lacks a setting ends the run before anything is done.
 */
import { type SettingName, settingForms, settingsVersion } from "./ringSettings";
import { type RunbookParameter, type ScriptStep, scriptStep } from "./runbook";

/** What a value of Parameter Store's names may hold, without a slash: a ring is one part of a path. */
export const ringPattern = "^[a-zA-Z0-9_.-]{1,256}$";

export const ringParameter = {
  type: "String",
  description: "The ring, as the PatchGroup tag names it.",
  allowedPattern: ringPattern,
} as const satisfies RunbookParameter;

/** A reference to one of the ring's settings, in a step after `readRing`. */
export function setting<Name extends SettingName>(name: Name): `{{ ReadRing.${Name} }}` {
  return `{{ ReadRing.${name} }}`;
}

const read = `
import boto3, json

def fits(value, form):
    if form == "number":
        return type(value) is int and value >= 0
    if form in ("list", "filled list"):
        is_list = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
        return is_list and (form == "list" or len(value) > 0)
    return isinstance(value, str) and value != "" and (form == "text" or value in form)

def read_ring(events, context):
    found = boto3.client("ssm").get_parameter(Name=events["name"])["Parameter"]["Value"]
    ring = json.loads(found)
    if ring["Version"] != events["version"] or ring["PatchGroup"] != events["ring"]:
        raise Exception(f"{events['name']} holds no settings of {events['ring']} that this runbook knows")
    bad = [name for name, form in events["settings"].items() if not fits(ring.get(name), form)]
    if bad:
        raise Exception(f"{events['name']} says nothing valid of {', '.join(bad)}")
    return {name: ring[name] for name in events["settings"]}
`.trimStart();

/** @param prefix path of the component's parameters; @param names the settings that the runbook's steps refer to. */
export function readRing(prefix: string, names: readonly SettingName[]): ScriptStep {
  return scriptStep(
    "ReadRing",
    "What the ring's policy demands, as the deployment has written it.",
    {
      handler: "read_ring",
      script: read,
      payload: {
        name: `${prefix}/{{ PatchGroup }}/settings`,
        ring: "{{ PatchGroup }}",
        version: settingsVersion,
        settings: Object.fromEntries(names.map((name) => [name, settingForms[name]])),
      },
      outputs: names.map((name) => ({
        name,
        selector: `$.Payload.${name}`,
        type: typeOf(name),
      })),
    },
  );
}

function typeOf(name: SettingName): "String" | "Integer" | "StringList" {
  switch (settingForms[name]) {
    case "number":
      return "Integer";
    case "list":
    case "filled list":
      return "StringList";
    default:
      return "String";
  }
}

const judge = `
def machine_of_ring(events, context):
    rings = [tag["Value"] for tag in tags_of(events["machine"]) if tag["Key"] == "PatchGroup"]
    if rings != [events["ring"]]:
        raise Exception(f"{events['machine']} is of {rings[0] if rings else 'no ring'}, not of {events['ring']}")
    return {}
`;

const ofEc2 = `    found = boto3.client("ec2").describe_instances(InstanceIds=[machine])
    return found["Reservations"][0]["Instances"][0].get("Tags", [])
`;
const ofHybrid = `    if machine.startswith("mi-"):
        return boto3.client("ssm").list_tags_for_resource(ResourceType="ManagedInstance", ResourceId=machine)["TagList"]
`;

/**
 * Without it a machine could be patched under the verdict and the settings of another ring.
 * @param mayBeHybrid EC2 keeps the tags of its own machines, Systems Manager those of hybrid ones.
 */
export function machineOfRing(mayBeHybrid: boolean): ScriptStep {
  const tags = mayBeHybrid ? `${ofHybrid}${ofEc2}` : ofEc2;
  return scriptStep("MachineOfRing", "The machine's own tag says that it is of the ring.", {
    handler: "machine_of_ring",
    script: `import boto3\n\ndef tags_of(machine):\n${tags}${judge}`,
    payload: { machine: "{{ InstanceId }}", ring: "{{ PatchGroup }}" },
  });
}
