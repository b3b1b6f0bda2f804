/** Steps that scan after the installation and judge what the scan reports. */
import { askedBaseline } from "./baselineStep";
import { missingOfList } from "./listScripts";
import { flow, hasNoList, list, patch } from "./patchCommand";
import { setting } from "./readRing";
import { type CommandOutput, type Step, scriptStep } from "./runbook";
import { snapshotOfRun } from "./runStart";

const lacks = `    if count("MissingCount") + count("FailedCount") > 0:
        raise Exception(f"{count('MissingCount')} patches are missing, {count('FailedCount')} failed")
`;
const lacksOfList = `    lacking = missing_of_list(ssm, events["machine"], events["list"])
    if lacking:
        raise Exception(f"{len(lacking)} patches of the list are missing: {lacking[0]}")
`;

/**
 * The report may come a little after the command's end. SSM keeps the last report only, and a scan that somebody else has
 * started since then tells as much of the machine as the run's own. A counter that is absent says nothing: it is not zero.
 */
const judgeScan = (ofList: boolean): string =>
  `${ofList ? missingOfList : ""}
import boto3, time
from datetime import datetime

ssm = boto3.client("ssm")

def judge_scan(events, context):
    since = datetime.fromisoformat(events["since"])
    until = time.time() + 300
    while True:
        found = ssm.describe_instance_patch_states(InstanceIds=[events["machine"]])["InstancePatchStates"]
        state = found[0] if found else {}
        if state.get("Operation") == "Scan" and (
                state.get("SnapshotId") == events["run"] or state["OperationStartTime"] >= since):
            break
        if time.time() > until:
            raise Exception("no scan of this run or since is reported")
        time.sleep(30)
    by = state["BaselineId"].split("/")[-1]
    if events["baseline"] not in ("none", by):
        raise Exception(f"the machine was scanned by {by}, not by the ring's {events['baseline']}")
    def count(name):
        if state.get(name) is None:
            raise Exception(f"the scan does not say {name}: what it would be is not known")
        return state[name]
${ofList ? lacksOfList : lacks}    restarts = events["rebootOption"] == "RebootIfNeeded" or events["alwaysReboot"] == "yes"
    if restarts and count("InstalledPendingRebootCount") > 0:
        raise Exception(f"{count('InstalledPendingRebootCount')} patches still wait for a restart")
    return {}
`.trimStart();

const readClock = `
from datetime import datetime, timezone

def read_clock(events, context):
    return {"at": datetime.now(timezone.utc).isoformat()}
`.trimStart();

const beforeScan: Step = scriptStep(
  "BeforeScan",
  "When the scan begins: a report of another scan counts from then on.",
  {
    handler: "read_clock",
    script: readClock,
    payload: {},
    outputs: [{ name: "At", selector: "$.Payload.at", type: "String" }],
    ...flow,
  },
);

const reported = {
  machine: "{{ InstanceId }}",
  run: snapshotOfRun,
  baseline: askedBaseline,
  since: "{{ BeforeScan.At }}",
  rebootOption: setting("RebootOption"),
  alwaysReboot: setting("AlwaysReboot"),
};

export function scanSteps(
  output: CommandOutput,
  following: string,
  listed: boolean,
): readonly Step[] {
  return [
    beforeScan,
    patch("Scan", "Scan", "NoReboot", output),
    ...(listed ? listedScan(following) : []),
    scriptStep(
      "NothingMissing",
      "A scan from after the installation is reported, and nothing is missing.",
      {
        handler: "judge_scan",
        script: judgeScan(false),
        payload: reported,
        ...flow,
      },
    ),
  ];
}

function listedScan(following: string): readonly Step[] {
  return [
    {
      name: "WhetherListedScan",
      action: "aws:branch",
      description: "As for the installation.",
      choices: [{ ...hasNoList, nextStep: "NothingMissing" }],
      defaultStep: "NothingOfListMissing",
    },
    scriptStep(
      "NothingOfListMissing",
      "A scan from after the installation is reported, and nothing of the list is missing.",
      {
        handler: "judge_scan",
        script: judgeScan(true),
        payload: { ...reported, list },
        nextStep: following,
        ...flow,
      },
    ),
  ];
}
