/**
 * What the close asks of AWS. Lists come in pages of the most that each call gives, so that a ring of thousands is read within
 * the ten minutes of a script; windows run several rings, and only the ring's own target counts.
 */
import { patientSsm, systemOf } from "./listScripts";
import { readInstant } from "./readInstant";

const invocations = `${patientSsm}
def invocations(events):
    run = events["run"]
    for task in pages("describe_maintenance_window_execution_tasks", "WindowExecutionTaskIdentities",
                      WindowExecutionId=run, MaxResults=100):
        if task.get("TaskType") == "AUTOMATION":
            for one in pages("describe_maintenance_window_execution_task_invocations",
                             "WindowExecutionTaskInvocationIdentities",
                             WindowExecutionId=run, TaskId=task["TaskExecutionId"], MaxResults=100):
                if one.get("WindowTargetId") == events["target"]:
                    yield one
`;

export const countRunning = `${invocations}
def count_running(events, context):
    busy = any(one.get("Status") in ("PENDING", "IN_PROGRESS", "CANCELLING") for one in invocations(events))
    return {"busy": "yes" if busy else "no"}
`;

/**
 * The machines of the ring: those that the run reaches, and beside them what it does not. A tag reaches what answers to Systems
 * Manager, a resource group every instance that is not gone. EC2 says which of them are stopped; of hybrid machines it
 * knows nothing.
 */
const machinesOfRing = `
ec2 = boto3.client("ec2")

def machines_of_ring(ring, starts_stopped):
    known = {one["InstanceId"]: one for one in pages(
        "describe_instance_information", "InstanceInformationList",
        Filters=[{"Key": "tag:PatchGroup", "Values": [ring]}], MaxResults=50)}
    states = {one["InstanceId"]: one["State"]["Name"]
              for page in ec2.get_paginator("describe_instances").paginate(
                  Filters=[{"Name": "tag:PatchGroup", "Values": [ring]}], MaxResults=1000)
              for reservation in page.get("Reservations", []) for one in reservation["Instances"]}
    gone = {one for one, state in states.items() if state in ("terminated", "shutting-down")}
    stopped = {one for one, state in states.items() if state in ("stopped", "stopping")}
    if starts_stopped:
        return known, (known.keys() | states.keys()) - gone, set(), set()
    reached = known.keys() - gone - stopped
    return known, reached, stopped, states.keys() - known.keys() - gone - stopped
`.trimStart();

/**
 * A machine that installs from a list lacks what is on none, and its own run has held the scan against the list; what failed
 * is a failure there too.
 */
const needed = '("MissingCount", "FailedCount")';
const neededOfLists = `("FailedCount",) if events["lists"] != "none" and needs_list(known.get(machine, {})) else ${needed}`;

/**
 * SSM keeps the last report of a machine. A run's scan carries the run's own id as its snapshot; a scan that began since the
 * run's first machine did is accepted beside it: a machine ends well only after a scan from after its installation,
 * so that what is reported now is that one or a later one. A counter that is absent is not zero.
 */
export const judgeRun = (withLists: boolean): string => `${withLists ? systemOf : ""}${invocations}
${machinesOfRing}
from datetime import datetime, timezone

def state_of(scan, events, begun, counters):
    of_run = scan.get("SnapshotId") == events["run"]
    since = begun is not None and "OperationStartTime" in scan and scan["OperationStartTime"] >= begun
    if scan.get("Operation") != "Scan" or not (of_run or since):
        return "not scanned in this run or since"
    counts = [scan.get(name) for name in counters]
    if None in counts:
        return "of unknown state, since the scan does not count what is missing"
    return "well" if sum(counts) == 0 else "still missing patches"

def judge_run(events, context):
    known, expected, stopped, unmanaged = machines_of_ring(events["ring"], events["startStopped"] == "yes")
    if not expected:
        raise Exception(f"{events['ring']} has no machines that the run reaches, {len(stopped)} are stopped")
    invoked = list(invocations(events))
    bad = [one for one in invoked if one.get("Status") != "SUCCESS"]
    if bad:
        raise Exception(f"{len(bad)} of {len(invoked)} machines did not end well: {bad[0].get('Status')}")
    if len(invoked) < len(expected):
        raise Exception(f"{len(invoked)} machines were invoked, {len(expected)} were expected")
    begun = min((one["StartTime"] for one in invoked if "StartTime" in one), default=None)
    scans = {one["InstanceId"]: one for one in pages(
        "describe_instance_patch_states_for_patch_group", "InstancePatchStates",
        PatchGroup=events["ring"], MaxResults=100)}
    states = {}
    for machine in sorted(expected):
        counters = ${withLists ? neededOfLists : needed}
        states.setdefault(state_of(scans.get(machine, {}), events, begun, counters), []).append(machine)
    wrong = [f"{len(those)} machines are {state}, first {those[0]}" for state, those in states.items() if state != "well"]
    if wrong:
        raise Exception("; ".join(wrong))
    return {"at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "machines": str(len(expected)),
            "stopped": str(len(stopped)), "unmanaged": str(len(unmanaged))}
`;

export const gateSaid = `${invocations}
import json

def gate_said(events, context):
    verdict = json.loads(events["verdict"])
    said = verdict.get("verdict") if verdict.get("windowExecutionId") == events["run"] else "nothing"
    if said not in ("shut", "frozen"):
        return {"said": "no refusal"}
    past = any(one.get("Status") in ("SUCCESS", "IN_PROGRESS") for one in invocations(events))
    return {"said": "no refusal" if past else said}
`;

/**
 * Only what the run right before this one has left is kept: of a run between nobody knows how it went, since it was never closed
 * or followed too soon. A verdict that a freeze has kept is that of the frozen run too. SSM forgets runs after a month: then
 * the verdict's own end must do, which tells a run between as long as the schedule stays. What says already what it would is
 * of an event that came twice.
 */
export const keepVerdict = `
import boto3, json
${readInstant}
def keep_verdict(events, context):
    ssm = boto3.client("ssm")
    last = json.loads(ssm.get_parameter(Name=events["verdict"])["Parameter"]["Value"])
    of_run = last.get("keptOver", last["windowExecutionId"])
    if last.get("verdict") != "healthy" or of_run == events["run"]:
        return {}
    is_right_before = events["before"] in (of_run, "none")
    kept = is_right_before and instant(last["until"]) > instant(events["since"])
    said = {**last, "until": events["until"], "keptOver": events["run"]} if kept else {
        "windowExecutionId": events["run"], "verdict": "not run"}
    ssm.put_parameter(Name=events["verdict"], Type="String", Overwrite=True, Value=json.dumps(said))
    return {}
`.trimStart();
