/** What the restore does beyond single calls. Plans travel between the steps as JSON in a text. */

/** An ARN does not tell its vault: each is asked in turn. */
export const readPoint = `
import boto3

def read_point(events, context):
    point = described(boto3.client("backup"), events["vaults"], events["point"])
    if point["Status"] != "COMPLETED":
        raise Exception(f"the recovery point is {point['Status']}")
    if not point["ResourceArn"].endswith(f"instance/{events['machine']}"):
        raise Exception(f"the recovery point is of {point['ResourceArn']}")
    return {"image": events["point"].split("/")[-1]}

def described(backup, vaults, arn):
    faults = []
    for vault in vaults:
        try:
            return backup.describe_recovery_point(BackupVaultName=vault, RecoveryPointArn=arn)
        except Exception as error:
            faults.append(f"{vault}: {error}")
    raise Exception("the recovery point cannot be read; " + "; ".join(faults))
`.trimStart();

/** A device that the image does not know was added since: it stays. One that the machine lacks comes back. */
export const planVolumes = `
import boto3, json

def plan_volumes(events, context):
    ec2 = boto3.client("ec2")
    machine = ec2.describe_instances(InstanceIds=[events["machine"]])["Reservations"][0]["Instances"][0]
    image = ec2.describe_images(ImageIds=[events["image"]])["Images"][0]
    attached = {one["DeviceName"]: one["Ebs"] for one in machine["BlockDeviceMappings"] if "Ebs" in one}
    plan = []
    for one in image["BlockDeviceMappings"]:
        device = one["DeviceName"]
        if device == machine["RootDeviceName"] or "SnapshotId" not in one.get("Ebs", {}):
            continue
        before = attached.get(device)
        entry = {"device": device, "snapshot": one["Ebs"]["SnapshotId"], "old": before and before["VolumeId"],
                 "ends": (before or one["Ebs"]).get("DeleteOnTermination", False),
                 "zone": machine["Placement"]["AvailabilityZone"], "type": one["Ebs"].get("VolumeType", "gp3"), "tags": []}
        if before:
            volume = ec2.describe_volumes(VolumeIds=[before["VolumeId"]])["Volumes"][0]
            entry["type"] = volume["VolumeType"]
            entry["tags"] = [tag for tag in volume.get("Tags", []) if not tag["Key"].startswith("aws:")]
            # Other types do not take these two, but EC2 reports them for all.
            if entry["type"] in ("gp3", "io1", "io2"):
                entry["iops"] = volume.get("Iops")
            if entry["type"] == "gp3":
                entry["throughput"] = volume.get("Throughput")
        plan.append(entry)
    return {"any": "yes" if plan else "no", "volumes": json.dumps(plan)}
`.trimStart();

const awaitState = `
import boto3, json, time

ec2 = boto3.client("ec2")

def await_state(volumes, state):
    until = time.time() + 240
    while volumes:
        found = ec2.describe_volumes(VolumeIds=volumes)["Volumes"]
        if all(one["State"] == state for one in found):
            return
        broken = [one["VolumeId"] for one in found if one["State"] == "error"]
        if broken:
            raise Exception(f"EC2 could not make {', '.join(broken)}; "
                            "a volume with a key of your own needs that key among the volume keys of the runbooks")
        if time.time() > until:
            raise Exception(f"volumes are not {state}: {', '.join(volumes)}")
        time.sleep(10)
`.trimStart();

export const makeVolumes = `${awaitState}
def make_volumes(events, context):
    plan = json.loads(events["volumes"])
    for index, one in enumerate(plan):
        asked = {"AvailabilityZone": one["zone"], "SnapshotId": one["snapshot"], "VolumeType": one["type"],
                 "ClientToken": f"{events['token']}-{index}"}
        if one.get("iops"):
            asked["Iops"] = one["iops"]
        if one.get("throughput"):
            asked["Throughput"] = one["throughput"]
        if one["tags"]:
            asked["TagSpecifications"] = [{"ResourceType": "volume", "Tags": one["tags"]}]
        one["new"] = ec2.create_volume(**asked)["VolumeId"]
    await_state([one["new"] for one in plan], "available")
    return {"volumes": json.dumps(plan)}
`;

export const swapVolumes = `${awaitState}
def swap_volumes(events, context):
    plan = json.loads(events["volumes"])
    old = [one["old"] for one in plan if one["old"]]
    for volume in old:
        ec2.detach_volume(VolumeId=volume, InstanceId=events["machine"])
    await_state(old, "available")
    for one in plan:
        ec2.attach_volume(VolumeId=one["new"], InstanceId=events["machine"], Device=one["device"])
    await_state([one["new"] for one in plan], "in-use")
    return {}
`;

/** EC2 leaves every volume that is attached behind when its machine is terminated, unless it is told. */
const keepDeletion = `
def keep_deletion(machine, plan):
    ec2.modify_instance_attribute(InstanceId=machine, BlockDeviceMappings=[
        {"DeviceName": one["device"], "Ebs": {"DeleteOnTermination": one["ends"]}} for one in plan])
`;

export const tellDeletion = `
import boto3, json

ec2 = boto3.client("ec2")
${keepDeletion}
def tell_deletion(events, context):
    keep_deletion(events["machine"], json.loads(events["volumes"]))
    return {}
`.trimStart();

/** Looks at what is attached now, since nobody knows how far the swap came. */
export const reattach = `${awaitState}${keepDeletion}
def is_held(volume):
    return any(one["State"] in ("attaching", "attached", "busy") for one in volume.get("Attachments", []))

def reattach(events, context):
    plan = json.loads(events["volumes"])
    every = [one[which] for one in plan for which in ("old", "new") if one[which]]
    held = {one["VolumeId"] for one in ec2.describe_volumes(VolumeIds=every)["Volumes"] if is_held(one)}
    lost = [one for one in plan if one["old"] and one["old"] not in held]
    wrong = [one["new"] for one in plan if one["new"] in held]
    for volume in wrong:
        ec2.detach_volume(VolumeId=volume, InstanceId=events["machine"])
    await_state(wrong + [one["old"] for one in lost], "available")
    for one in lost:
        ec2.attach_volume(VolumeId=one["old"], InstanceId=events["machine"], Device=one["device"])
    await_state([one["old"] for one in lost], "in-use")
    if lost:
        keep_deletion(events["machine"], lost)
    return {}
`;
