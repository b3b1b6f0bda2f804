/**
 * Steps of promotion lists, for systems that know no approval delay. A list is passed to AWS-RunPatchBaseline, which then
 * installs what is on it and nothing else; missing, of another run or empty, it leaves the machine unpatched.
 */
import { findList, recordPatches, selectPatches } from "./listScripts";
import { place } from "./places";
import type { RunbookParameters, Step } from "./runbook";

/** The bucket of records and lists. */
export interface ListOptions {
  readonly bucketName: string;
}

/** A key of S3, or the first part of one. */
const key = {
  type: "String",
  allowedPattern: "^(none|[a-zA-Z0-9_./-]+)$",
  default: "none",
} as const;

export const recordParameters: RunbookParameters = {
  PatchRecord: {
    ...key,
    description: "Where it is kept what the ring's machines have, for the ring after; or none.",
  },
  PatchLists: {
    ...key,
    description: "Where the ring's own lists lie; with them its machines lack what is on none.",
  },
};

/** Before the verdict is a good one: the ring after must find a record of the same run. */
export function recordSteps({ bucketName }: ListOptions, following: string): readonly Step[] {
  return [
    {
      name: "WhetherToRecord",
      action: "aws:branch",
      description: "A ring after this one promotes what is here, or none does.",
      choices: [{ variable: "{{ PatchRecord }}", stringEquals: "none", nextStep: following }],
      defaultStep: "RecordPatches",
    },
    {
      name: "RecordPatches",
      action: "aws:loop",
      description: "What the machines of the ring have, and since when: some of them a time.",
      steps: [
        {
          name: "RecordSlice",
          action: "aws:executeScript",
          description: "As many machines as fit into the time of a script.",
          handler: "record_patches",
          script: recordPatches,
          payload: {
            bucket: bucketName,
            record: "{{ PatchRecord }}",
            run: "{{ WindowExecutionId }}",
            ring: "{{ PatchGroup }}",
            gate: "{{ ReadGate.Value }}",
          },
          outputs: [{ name: "More", selector: "$.Payload.more", type: "String" }],
        },
      ],
      again: { variable: "{{ RecordSlice.More }}", stringEquals: "yes" },
      // A record that is not whole by then stays that of an earlier run, which the next ring's gate refuses.
      maxIterations: 100,
    },
  ];
}

export const selectParameters: RunbookParameters = {
  PatchRecord: { ...key, description: "What the ring before has and since when, or none." },
  PatchLists: { ...key, description: "Where the lists of this ring go." },
  SoakMinutes: {
    type: "Integer",
    description: "Minutes that the ring before must have had a patch.",
    default: 0,
  },
};

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
      choices: [{ variable: "{{ PatchRecord }}", stringEquals: "none", nextStep: following }],
      defaultStep: "SelectPatches",
    },
    {
      name: "SelectPatches",
      action: "aws:executeScript",
      description: "A list a system, of what the ring before has had for long enough.",
      handler: "select_patches",
      script: selectPatches,
      payload: {
        bucket: bucketName,
        record: "{{ PatchRecord }}",
        lists: "{{ PatchLists }}",
        soak: "{{ SoakMinutes }}",
        run: "{{ WindowExecutionId }}",
        before: "{{ RingBeforeHealthy.Run }}",
      },
      onFailure: refusal,
    },
  ];
}

export const takeParameters: RunbookParameters = {
  PatchLists: { ...key, description: "Where the gate has put the ring's lists, or none." },
};

/** Before anything is changed on the machine. */
export function takeSteps({ bucketName }: ListOptions, following: string): readonly Step[] {
  const flow = { onFailure: place.stopAgain, onCancel: place.stopAgain };
  return [
    {
      name: "WhetherList",
      action: "aws:branch",
      description: "The ring has lists, or none.",
      choices: [{ variable: "{{ PatchLists }}", stringEquals: "none", nextStep: following }],
      defaultStep: "FindList",
    },
    {
      name: "FindList",
      action: "aws:executeScript",
      description: "The list of the machine's system, made by the gate of this run; not empty.",
      handler: "find_list",
      script: findList,
      payload: {
        bucket: bucketName,
        lists: "{{ PatchLists }}",
        machine: "{{ InstanceId }}",
        run: "{{ WindowExecutionId }}",
      },
      outputs: [{ name: "List", selector: "$.Payload.list", type: "String" }],
      ...flow,
    },
    {
      name: "RememberList",
      action: "aws:updateVariable",
      description: "For the installation and the judgement of its scan.",
      variable: "PatchList",
      value: "{{ FindList.List }}",
    },
  ];
}
