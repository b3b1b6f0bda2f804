/** The way out of the routine: what triggers it, who decides, and by when each ring is patched. */
import { alike } from "../../expand/alike";
import { describeApplicability } from "../../obligations/describe";
import { askedOnCall } from "../../onCall/coverage";
import type { OutOfCyclePath, Trigger } from "../../plan";
import type { Policy } from "../../policy";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { list, name, names, paragraph, type Section, type Text, table, text } from "../tree";
import { listWords, minutesWords } from "../words";

export function outOfCycleSection({ policy, plan }: PolicySource): Section | undefined {
  const users = plan.groups.flatMap((group) =>
    group.outOfCycle === undefined ? [] : [{ path: group.outOfCycle, group }],
  );
  if (users.length === 0) return undefined;
  const paths = alike(users, ({ path }) => path.name).map((same) => ({
    path: same[0].path,
    groups: same.map(({ group }) => group),
  }));
  return {
    id: "out-of-cycle",
    title: "Emergency patching",
    blocks: [
      paragraph(
        "What the windows above cannot install in time goes out of cycle: people decide, and the rings are patched one after the other without waiting for a window.",
      ),
    ],
    parts: paths.map(({ path, groups }) => ({
      id: `path-${path.name}`,
      title: `Path ${path.name}`,
      blocks: [
        paragraph(
          text`For ${listWords(path.when.map(triggerWords), "or")} in ${names(groups.map((group) => group.name))}. ${path.inFreeze ? "It is open during freezes." : "It is closed during freezes."}`,
        ),
        ...list(stepsOf(path, decidesWords(policy, path.name)), true),
        ...table(
          ["Group", "Rings", "Last ring patched, after the trigger"],
          groups.map(({ name: group, rings }) => [
            text`${name(group)}`,
            String(rings.length),
            minutesWords(longest(path, rings.length)),
          ]),
        ),
      ],
    })),
  };
}

/** The word on-call asks the roster. */
function decidesWords(policy: Policy, path: string): string {
  const by = policy.outOfCycle[path]?.decide.by ?? askedOnCall;
  return by === askedOnCall ? "those on call" : partyWords(policy, by);
}

function triggerWords(trigger: Trigger): string {
  if (trigger === "exploited") return "vulnerabilities known to be exploited";
  if (typeof trigger === "string") return `${trigger} vulnerabilities`;
  return `vulnerabilities that are ${describeApplicability(trigger)}`;
}

function stepsOf(path: OutOfCyclePath, decides: string): readonly Text[] {
  const { notice, decideWithin, quorum, perRing, soak } = path;
  const who =
    quorum === 1 ? `one of ${decides} decides` : `${quorum} of ${decides} decide together`;
  return [
    `The call goes out within ${minutesWords(notice)} of the trigger.`,
    `Within ${minutesWords(decideWithin)} of the call, ${who}.`,
    `Each ring is patched within ${minutesWords(perRing)}.`,
    `Between two rings a patch rests ${minutesWords(soak)}.`,
  ];
}

/** From the trigger to the end of the last ring, when everybody takes as long as allowed. */
function longest({ notice, decideWithin, perRing, soak }: OutOfCyclePath, rings: number): number {
  return notice + decideWithin + rings * perRing + (rings - 1) * soak;
}
