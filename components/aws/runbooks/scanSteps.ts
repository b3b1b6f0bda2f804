/** Steps that scan after the installation and judge what the scan reports. */
import { missingOfList } from "./listScripts";
import { flow, hasNoList, list, patch } from "./patchCommand";
import { setting } from "./readRing";
import type { CommandOutput, Step } from "./runbook";

const lacks = `    if count("MissingCount") + count("FailedCount") > 0:
        raise Exception(f"{count('MissingCount')} patches are missing, {count('FailedCount')} failed")
`;
const lacksOfList = `    lacking = missing_of_list(ssm, events["machine"], events["list"])
    if lacking:
        raise Exception(f"{len(lacking)} patches of the list are missing: {lacking[0]}")
`;

/** The report may come a little after the command's end. Counters that are absent are zero in a report that is there. */
const judgeScan = (ofList: boolean): string =>
  `${ofList ? missingOfList : ""}
import boto3, time

ssm = boto3.client("ssm")

def judge_scan(events, context):
    until = time.time() + 300
    while True:
        found = ssm.describe_instance_patch_states(InstanceIds=[events["machine"]])["InstancePatchStates"]
        state = found[0] if found else {}
        if state.get("SnapshotId") == events["run"] and state.get("Operation") == "Scan":
            break
        if time.time() > until:
            raise Exception("no scan of this run is reported")
        time.sleep(30)
    count = lambda name: state.get(name, 0)
${ofList ? lacksOfList : lacks}    restarts = events["rebootOption"] == "RebootIfNeeded" or events["alwaysReboot"] == "yes"
    if restarts and count("InstalledPendingRebootCount") > 0:
        raise Exception(f"{count('InstalledPendingRebootCount')} patches still wait for a restart")
    return {}
`.trimStart();

const reported = {
  machine: "{{ InstanceId }}",
  run: "{{ WindowExecutionId }}",
  rebootOption: setting("RebootOption"),
  alwaysReboot: setting("AlwaysReboot"),
};

export function scanSteps(
  output: CommandOutput,
  following: string,
  listed: boolean,
): readonly Step[] {
  return [
    patch("Scan", "Scan", "NoReboot", output),
    ...(listed ? listedScan(following) : []),
    {
      name: "NothingMissing",
      action: "aws:executeScript",
      description: "The scan of this run is reported, and nothing is missing.",
      handler: "judge_scan",
      script: judgeScan(false),
      payload: reported,
      ...flow,
    },
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
    {
      name: "NothingOfListMissing",
      action: "aws:executeScript",
      description: "The scan of this run is reported, and nothing of the list is missing.",
      handler: "judge_scan",
      script: judgeScan(true),
      payload: { ...reported, list },
      nextStep: following,
      ...flow,
    },
  ];
}
