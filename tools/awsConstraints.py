"""Writes what AWS's published API model says: about the inputs the sandbox checks, into sandbox/aws/constraints.generated.json;
about the calls of the runbooks and their answers, into test/support/automation/calls.generated.json.

Run it in a throw-away environment outside this tree:

    python3 -m venv /some/where/venv && /some/where/venv/bin/pip install botocore
    /some/where/venv/bin/python tools/awsConstraints.py [--date YYYY-MM-DD] [--check]

`--check` writes nothing and exits 1 when a committed table differs (dates and versions aside).
Needs the standard library and botocore only; nothing of this is needed to run the product.
"""

import argparse
import datetime
import json
import pathlib
import sys

import botocore
from botocore.session import Session

OPERATIONS = {
    "events": ["PutRule", "PutTargets"],
    "ssm": [
        "CreateDocument",
        "CreateMaintenanceWindow",
        "CreatePatchBaseline",
        "PutParameter",
        "RegisterDefaultPatchBaseline",
        "RegisterPatchBaselineForPatchGroup",
        "RegisterTargetWithMaintenanceWindow",
        "RegisterTaskWithMaintenanceWindow",
    ],
    "iam": ["AttachRolePolicy", "CreateRole", "PutRolePolicy"],
    "backup": [
        "CreateBackupPlan",
        "CreateBackupSelection",
        "CreateBackupVault",
        "CreateRestoreTestingPlan",
        "CreateRestoreTestingSelection",
        "PutBackupVaultLockConfiguration",
    ],
    "config": [
        "PutConfigRule",
        "PutConfigurationRecorder",
        "PutDeliveryChannel",
        "StartConfigurationRecorder",
    ],
    "kms": ["CreateKey"],
    "resource-groups": ["CreateGroup"],
    "s3": [
        "CreateBucket",
        "PutBucketEncryption",
        "PutBucketLifecycleConfiguration",
        "PutBucketPolicy",
        "PutBucketVersioning",
        "PutPublicAccessBlock",
    ],
}

CALLS = {
    "autoscaling": [
        "CancelInstanceRefresh",
        "DescribeAutoScalingGroups",
        "DescribeInstanceRefreshes",
        "StartInstanceRefresh",
    ],
    "backup": [
        "DescribeBackupJob",
        "DescribeRecoveryPoint",
        "DescribeRestoreJob",
        "ListRecoveryPointsByBackupVault",
        "PutRestoreValidationResult",
        "StartBackupJob",
    ],
    "cloudwatch": ["DescribeAlarms"],
    "ec2": [
        "AttachVolume",
        "CreateReplaceRootVolumeTask",
        "CreateVolume",
        "DescribeImages",
        "DescribeInstances",
        "DescribeInstanceStatus",
        "DescribeReplaceRootVolumeTasks",
        "DescribeVolumes",
        "DetachVolume",
        "DisableImageDeregistrationProtection",
        "EnableImageDeregistrationProtection",
        "ModifyInstanceAttribute",
        "RebootInstances",
        "StartInstances",
        "StopInstances",
    ],
    "s3": ["GetObject", "ListObjectsV2", "PutObject"],
    "ssm": [
        "DescribeInstanceInformation",
        "DescribeInstancePatches",
        "DescribeInstancePatchStates",
        "DescribeInstancePatchStatesForPatchGroup",
        "DescribeMaintenanceWindowExecutions",
        "DescribeMaintenanceWindowExecutionTaskInvocations",
        "DescribeMaintenanceWindowExecutionTasks",
        "GetAutomationExecution",
        "GetCalendarState",
        "GetMaintenanceWindow",
        "GetParameter",
        "GetPatchBaseline",
        "GetPatchBaselineForPatchGroup",
        "ListTagsForResource",
        "PutParameter",
        "SendCommand",
        "StartAutomationExecution",
    ],
    "sts": ["AssumeRole"],
}

ROOT = pathlib.Path(__file__).resolve().parent.parent


def describe(shape):
    """One shape, its members by the names of their shapes."""
    entry = {"type": shape.type_name}
    for key in ("min", "max", "pattern"):
        if key in shape.metadata:
            entry[key] = shape.metadata[key]
    if shape.metadata.get("enum"):
        entry["enum"] = list(shape.metadata["enum"])
    if shape.type_name == "structure":
        entry["members"] = {name: member.name for name, member in shape.members.items()}
        if shape.metadata.get("required"):
            entry["required"] = list(shape.metadata["required"])
    elif shape.type_name == "list":
        entry["member"] = shape.member.name
    elif shape.type_name == "map":
        entry["key"] = shape.key.name
        entry["value"] = shape.value.name
    return entry


def children(shape):
    if shape.type_name == "structure":
        return list(shape.members.values())
    if shape.type_name == "list":
        return [shape.member]
    if shape.type_name == "map":
        return [shape.key, shape.value]
    return []


def collect(shape, shapes):
    if shape.name in shapes:
        return
    shapes[shape.name] = describe(shape)
    for child in children(shape):
        collect(child, shapes)


def service_table(session, service, operations, answers):
    model = session.get_service_model(service)
    shapes = {}
    named = {}
    for operation in operations:
        found = model.operation_model(operation)
        collect(found.input_shape, shapes)
        named[operation] = found.input_shape.name
        if answers:
            named[operation] = {"input": found.input_shape.name}
            if found.output_shape is not None:
                named[operation]["output"] = found.output_shape.name
                collect(found.output_shape, shapes)
    return {
        "serviceId": model.metadata["serviceId"],
        "apiVersion": model.api_version,
        "operations": named,
        "shapes": dict(sorted(shapes.items())),
    }


def build(date, services, answers):
    session = Session()
    return {
        "source": "AWS API models as published in botocore (Apache-2.0)",
        "botocore": botocore.__version__,
        "generated": date,
        "generator": "tools/awsConstraints.py",
        "services": {
            service: service_table(session, service, services[service], answers) for service in sorted(services)
        },
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="date written into the tables")
    parser.add_argument("--check", action="store_true", help="compare with the committed tables, write nothing")
    options = parser.parse_args()
    tables = {
        ROOT / "sandbox" / "aws" / "constraints.generated.json": build(options.date, OPERATIONS, False),
        ROOT / "test" / "support" / "automation" / "calls.generated.json": build(options.date, CALLS, True),
    }
    results = [settle(target, table, options.check) for target, table in tables.items()]
    return max(results)


def settle(target, table, check):
    if check:
        if json.loads(target.read_text(encoding="utf-8"))["services"] == table["services"]:
            return 0
        print(f"{target.name} differs from botocore {botocore.__version__}: run the generator", file=sys.stderr)
        return 1
    target.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {target.name}: botocore {botocore.__version__}, {sum(len(s['shapes']) for s in table['services'].values())} shapes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
