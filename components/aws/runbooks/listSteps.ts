/**
 * Steps of promotion lists, for systems that know no approval delay. A list is passed to AWS-RunPatchBaseline, which then
 * installs what is on it and nothing else; missing, of another run or empty, it leaves the machine unpatched.
 */
import { findList, recordPatches, selectPatches } from "./listScripts";
import { place } from "./places";
import { setting } from "./readRing";
import type { SettingName } from "./ringSettings";
import { type Step, scriptStep } from "./runbook";

/** The bucket of records and lists. */
export interface ListOptions {
  readonly bucketName: string;
}

/** What gate and close read of the ring where there are lists. A machine's runbook reads `PatchLists`. */
export const selectSettings: readonly SettingName[] = ["RecordBefore", "PatchLists", "SoakMinutes"];
export const recordSettings: readonly SettingName[] = ["PatchRecord", "PatchLists"];

/** Before the verdict is a good one: the ring after must find a record of the same run. */
export function recordSteps({ bucketName }: ListOptions, following: string): readonly Step[] {
  return [
    {
      name: "WhetherToRecord",
      action: "aws:branch",
      description: "A ring after this one promotes what is here, or none does.",
      choices: [{ variable: setting("PatchRecord"), stringEquals: "none", nextStep: following }],
      defaultStep: "RecordPatches",
    },
    {
      name: "RecordPatches",
      action: "aws:loop",
      description: "What the machines of the ring have, and since when: some of them a time.",
      steps: [
        scriptStep("RecordSlice", "As many machines as fit into the time of a script.", {
          handler: "record_patches",
          script: recordPatches,
          payload: {
            bucket: bucketName,
            record: setting("PatchRecord"),
            run: "{{ WindowExecutionId }}",
            ring: "{{ PatchGroup }}",
            gate: "{{ ReadGate.Value }}",
          },
          outputs: [{ name: "More", selector: "$.Payload.more", type: "String" }],
        }),
      ],
      again: { variable: "{{ RecordSlice.More }}", stringEquals: "yes" },
      // A record that is not whole by then stays that of an earlier run, which the next ring's gate refuses.
      maxIterations: 100,
    },
  ];
}

/** @param refusal where the gate goes when there is no record that it could select from. */
export function selectSteps(
  { bucketName }: ListOptions,
  following: string,
  refusal: string,
): readonly Step[] {
  return [
    {
      name: "WhetherLists",
      action: "aws:branch",
      description: "Machines of the ring install from lists, or none does.",
      choices: [{ variable: setting("RecordBefore"), stringEquals: "none", nextStep: following }],
      defaultStep: "SelectPatches",
    },
    scriptStep(
      "SelectPatches",
      "A list a system, of what the ring before has had for long enough.",
      {
        handler: "select_patches",
        script: selectPatches,
        payload: {
          bucket: bucketName,
          record: setting("RecordBefore"),
          lists: setting("PatchLists"),
          soak: setting("SoakMinutes"),
          run: "{{ WindowExecutionId }}",
          before: "{{ RingBeforeHealthy.Run }}",
        },
        onFailure: refusal,
      },
    ),
  ];
}

/** Before anything is changed on the machine. */
export function takeSteps({ bucketName }: ListOptions, following: string): readonly Step[] {
  const flow = { onFailure: place.stopAgain, onCancel: place.stopAgain };
  return [
    {
      name: "WhetherList",
      action: "aws:branch",
      description: "The ring has lists, or none.",
      choices: [{ variable: setting("PatchLists"), stringEquals: "none", nextStep: following }],
      defaultStep: "FindList",
    },
    scriptStep(
      "FindList",
      "The list of the machine's system, made by the gate of this run; not empty.",
      {
        handler: "find_list",
        script: findList,
        payload: {
          bucket: bucketName,
          lists: setting("PatchLists"),
          machine: "{{ InstanceId }}",
          run: "{{ WindowExecutionId }}",
        },
        outputs: [{ name: "List", selector: "$.Payload.list", type: "String" }],
        ...flow,
      },
    ),
    {
      name: "RememberList",
      action: "aws:updateVariable",
      description: "For the installation and the judgement of its scan.",
      variable: "PatchList",
      value: "{{ FindList.List }}",
    },
  ];
}
