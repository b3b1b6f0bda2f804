/**
 * What the close says of a run that its gate did not open. One that a freeze barred was never meant to be: the verdict on the
 * run before it goes on counting. Any other one is lost, and the rings that wait for it lose theirs.
 */
import { gateSaid, keepVerdict } from "./closeScripts";
import { runBefore, verdictSince, verdictUntil } from "./nextRun";
import { type JsonValue, type Step, scriptStep } from "./runbook";
import { nameOf, readVerdict, type VerdictOf, writeVerdict } from "./verdict";

/** Where the close goes when nobody knows what the gate said, and with a run that it did open. */
interface Goes {
  readonly unknown: string;
  readonly following: string;
}

export function gateSteps(
  gate: VerdictOf,
  asked: Readonly<Record<string, JsonValue>>,
  { unknown, following }: Goes,
): readonly Step[] {
  return [
    {
      ...readVerdict("ReadGate", gate, "What the gate of the ring has written."),
      onFailure: unknown,
    },
    scriptStep("JudgeGate", "Whether the gate refused this run, and no machine got past it.", {
      handler: "gate_said",
      script: gateSaid,
      payload: { ...asked, verdict: "{{ ReadGate.Value }}" },
      outputs: [{ name: "Said", selector: "$.Payload.said", type: "String" }],
      onFailure: unknown,
    }),
    {
      name: "WhetherRefused",
      action: "aws:branch",
      description: "Nothing was to be patched, or something was.",
      choices: [
        { variable: "{{ JudgeGate.Said }}", stringEquals: "frozen", nextStep: "KeepVerdict" },
        { variable: "{{ JudgeGate.Said }}", stringEquals: "shut", nextStep: "NotRun" },
      ],
      defaultStep: following,
    },
  ];
}

export function refusedSteps(own: VerdictOf): readonly Step[] {
  return [
    writeVerdict(
      "NotRun",
      "The gate has refused a run that no freeze barred.",
      own,
      { verdict: "not run" },
      { isEnd: true },
    ),
    scriptStep("KeepVerdict", "A good verdict on the run right before counts until the next run.", {
      handler: "keep_verdict",
      script: keepVerdict,
      payload: {
        verdict: nameOf(own),
        run: "{{ WindowExecutionId }}",
        until: verdictUntil,
        since: verdictSince,
        before: runBefore,
      },
      isEnd: true,
    }),
  ];
}
