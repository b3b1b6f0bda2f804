/** What the close asks of AWS. Lists come in pages, and windows run several rings: only the ring's own target counts. */
import { systemOf } from "./listScripts";

const invocations = `
import boto3

ssm = boto3.client("ssm")

def pages(method, key, **asked):
    for page in ssm.get_paginator(method).paginate(**asked):
        yield from page.get(key, [])

def invocations(events):
    run = events["run"]
    for task in pages("describe_maintenance_window_execution_tasks", "WindowExecutionTaskIdentities",
                      WindowExecutionId=run):
        if task.get("TaskType") == "AUTOMATION":
            for one in pages("describe_maintenance_window_execution_task_invocations",
                             "WindowExecutionTaskInvocationIdentities",
                             WindowExecutionId=run, TaskId=task["TaskExecutionId"]):
                if one.get("WindowTargetId") == events["target"]:
                    yield one
`.trimStart();

export const countRunning = `${invocations}
def count_running(events, context):
    busy = [one for one in invocations(events) if one.get("Status") in ("PENDING", "IN_PROGRESS", "CANCELLING")]
    return {"busy": "yes" if busy else "no"}
`;

/**
 * A machine that installs from a list lacks what is on none, and its own run has held the scan against the list; what failed
 * is a failure there too.
 */
const stillMissing = 'scan.get("MissingCount", 0) + scan.get("FailedCount", 0)';
const stillMissingOfLists = `scan.get("FailedCount", 0) + (
            0 if events["lists"] != "none" and needs_list(expected[machine]) else scan.get("MissingCount", 0))`;

/** A run's scan carries the run's own id as its snapshot; any other scan of a machine would be older, or foreign. */
export const judgeRun = (withLists: boolean): string => `${withLists ? systemOf : ""}${invocations}
from datetime import datetime, timezone

def judge_run(events, context):
    ring = events["ring"]
    expected = {one["InstanceId"]: one for one in pages(
        "describe_instance_information", "InstanceInformationList",
        Filters=[{"Key": "tag:PatchGroup", "Values": [ring]}])}
    if not expected:
        raise Exception(f"{ring} has no machines")
    invoked = list(invocations(events))
    bad = [one for one in invoked if one.get("Status") != "SUCCESS"]
    if bad:
        raise Exception(f"{len(bad)} of {len(invoked)} machines did not end well: {bad[0].get('Status')}")
    if len(invoked) < len(expected):
        raise Exception(f"{len(invoked)} machines were invoked, {len(expected)} were expected")
    scans = {one["InstanceId"]: one for one in pages(
        "describe_instance_patch_states_for_patch_group", "InstancePatchStates", PatchGroup=ring)}
    for machine in sorted(expected):
        scan = scans.get(machine, {})
        if scan.get("SnapshotId") != events["run"] or scan.get("Operation") != "Scan":
            raise Exception(f"{machine} was not scanned in this run")
        if ${withLists ? stillMissingOfLists : stillMissing} > 0:
            raise Exception(f"{machine} still misses patches")
    return {"at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "machines": str(len(expected))}
`;

export const whetherRefused = `
import json

def whether_refused(events, context):
    verdict = json.loads(events["verdict"])
    mine = verdict.get("windowExecutionId") == events["run"]
    return {"refused": "yes" if mine and verdict.get("verdict") == "shut" else "no"}
`.trimStart();
