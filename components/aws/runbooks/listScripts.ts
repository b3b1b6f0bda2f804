/**
 * What is asked of S3 and SSM about promotion lists. A ring's close records what its machines have and since when; the gate
 * of the ring after makes lists of what is old enough; a machine takes the list of its own system, of this very run.
 */
import { readInstant } from "./readInstant";

/**
 * How Systems Manager's names of platforms begin whose approval delay keeps the soak by itself. Any other system needs a
 * list: one that nobody thought of waits, and is never early.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html
 */
export const delayedPlatforms = [
  "almalinux",
  "amazon-linux",
  "mac",
  "microsoft-windows",
  "oracle-linux",
  "red-hat",
  "rocky-linux",
  "sles",
  "suse",
] as const;

/** `ubuntu-24.04`, from what Systems Manager says of a machine: packages of two releases differ in their versions. */
export const systemOf = `
import re

def system_of(machine):
    words = f"{machine.get('PlatformName', '')} {machine.get('PlatformVersion', '')}"
    return re.sub(r"[^a-z0-9.]+", "-", words.lower()).strip("-")

def needs_list(machine):
    return not system_of(machine).startswith((${delayedPlatforms.map((one) => `"${one}"`).join(", ")}))
`.trimStart();

/**
 * Lists of any length. How many of these calls SSM takes a second is not published; the SDK slows down when it is told that
 * they are too many.
 */
export const patientSsm = `
import boto3
from botocore.config import Config

ssm = boto3.client("ssm", config=Config(retries={"mode": "adaptive", "max_attempts": 10}))

def pages(method, key, **asked):
    for page in ssm.get_paginator(method).paginate(**asked):
        yield from page.get(key, [])
`.trimStart();

/** Asking for the key itself says "denied" where there is nothing, so that its listing is asked first. */
const objects = `
import boto3, json
${readInstant}
s3 = boto3.client("s3")

def found(bucket, key):
    listed = s3.list_objects_v2(Bucket=bucket, Prefix=key).get("Contents", [])
    return s3.get_object(Bucket=bucket, Key=key) if any(one["Key"] == key for one in listed) else None
`.trimStart();

/** Seconds that one slice of a record takes before it stops at a machine's end. A script is ended after 600. */
const sliceSeconds = 420;

/**
 * A patch counts from the end of the run that it was first seen after, and only as long as the ring has it. What waits for
 * a restart does not run yet, and is no rest. Each machine is asked by itself, so that a ring of thousands takes longer than a
 * script may: what has been read is kept beside the record, and the next slice goes on from there.
 */
export const recordPatches = `${systemOf}${objects}
${patientSsm}
import time

def put(events, key, content):
    s3.put_object(Bucket=events["bucket"], Key=key, ContentType="application/json", Body=json.dumps(content).encode())

def read_machine(machine, read, known, end):
    at = max(datetime.now(timezone.utc), end).strftime("%Y-%m-%dT%H:%M:%SZ")
    system = system_of(machine)
    patches = read["systems"].setdefault(system, {})
    for patch in pages("describe_instance_patches", "Patches", InstanceId=machine["InstanceId"],
                       Filters=[{"Key": "State", "Values": ["Installed"]}], MaxResults=50):
        since = known.get(system, {}).get(patch["Title"], {}).get("since", at)
        patches.setdefault(patch["Title"], {"id": patch["KBId"], "since": since})
    read["last"] = machine["InstanceId"]

def record_patches(events, context):
    until = time.time() + ${sliceSeconds}
    end = instant(json.loads(events["gate"])["until"])
    key, part = events["record"], events["record"] + ".part"
    kept = found(events["bucket"], part)
    read = json.loads(kept["Body"].read()) if kept else {}
    if read.get("run") != events["run"]:
        read = {"run": events["run"], "last": "", "systems": {}}
    last = found(events["bucket"], key)
    known = json.loads(last["Body"].read())["systems"] if last else {}
    machines = {one["InstanceId"]: one for one in pages(
        "describe_instance_information", "InstanceInformationList",
        Filters=[{"Key": "tag:PatchGroup", "Values": [events["ring"]]}], MaxResults=50)}
    for name in sorted(name for name in machines if name > read["last"] and needs_list(machines[name])):
        if time.time() > until:
            put(events, part, read)
            return {"more": "yes"}
        read_machine(machines[name], read, known, end)
    put(events, key, {"run": events["run"], "systems": read["systems"]})
    if kept:
        put(events, part, {})
    return {"more": "no"}
`;

/**
 * A `*` in a list would stand for more than was seen, and a quote would end the text.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html
 */
export const selectPatches = `${objects}
import re

plain = re.compile(r"[A-Za-z0-9.+:~_-]+")

def select_patches(events, context):
    bucket = events["bucket"]
    last = found(bucket, events["record"])
    if last is None:
        raise Exception("the ring before has recorded no patches")
    record = json.loads(last["Body"].read())
    if record.get("run") != events["before"]:
        raise Exception("the ring before has recorded patches of another run than its verdict is on")
    latest = datetime.now(timezone.utc) - timedelta(minutes=int(events["soak"]))
    for system, patches in record["systems"].items():
        rested = sorted(title for title, one in patches.items() if instant(one["since"]) <= latest
                        and plain.fullmatch(title) and plain.fullmatch(one["id"]))
        lines = [f"  - id: '{patches[title]['id']}'\\n    title: '{title}'\\n" for title in rested]
        s3.put_object(Bucket=bucket, Key=f"{events['lists']}/{system}.yaml", ContentType="application/yaml",
                      Metadata={"run": events["run"], "patches": str(len(rested))},
                      Body=("patches:" + ("\\n" + "".join(lines) if lines else " []\\n")).encode())
    return {}
`;

export const findList = `${systemOf}${objects}
ssm = boto3.client("ssm")

def find_list(events, context):
    machines = ssm.describe_instance_information(
        Filters=[{"Key": "InstanceIds", "Values": [events["machine"]]}])["InstanceInformationList"]
    if not machines:
        raise Exception("Systems Manager does not know the machine")
    if not needs_list(machines[0]):
        return {"list": "none"}
    system = system_of(machines[0])
    key = f"{events['lists']}/{system}.yaml"
    made = found(events["bucket"], key)
    if made is None:
        raise Exception(f"the ring before has no patches for {system}")
    if made["Metadata"].get("run") != events["run"]:
        raise Exception(f"the list for {system} is of another run")
    if made["Metadata"].get("patches", "0") == "0":
        raise Exception(f"no patch for {system} has rested in the ring before")
    return {"list": f"s3://{events['bucket']}/{key}"}
`;

/** What of a list a machine lacks: its scan reports all that the baseline approves, on the list or not. */
export const missingOfList = `${objects}
import re

def missing_of_list(ssm, machine, place):
    bucket, key = place.removeprefix("s3://").split("/", 1)
    made = s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    titles = set(re.findall(r"^    title: '(.+)'$", made, re.MULTILINE))
    asked = {"InstanceId": machine, "Filters": [{"Key": "State", "Values": ["Missing", "Failed"]}]}
    return sorted(patch["Title"] for page in ssm.get_paginator("describe_instance_patches").paginate(**asked)
                  for patch in page["Patches"] if patch["Title"] in titles)
`;
