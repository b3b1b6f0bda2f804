/** What a group says beside its rings: how it is patched and why, what comes first, and how many at once. */
import type { FindingId } from "../../findings/catalogue";
import type { ReportedFinding } from "../../findings/report";
import type { PlannedGroup } from "../../plan";
import type { Policy } from "../../policy";
import { isDeployed, type StrategyKind } from "../../strategy/kinds";
import type { PolicySource } from "../source";
import { name, names, type Text, text } from "../tree";
import { findingsBy, nothingKeeps, ringsOf, unlessKept } from "../unkept";
import { listWords, lowerFirst, minutesWords, rateWords } from "../words";

type DocumentGroup = Policy["groups"][string];
type Strategy = NonNullable<DocumentGroup["strategy"]>;

export function groupTexts(
  source: PolicySource,
  group: PlannedGroup,
  written: DocumentGroup,
): readonly Text[] {
  return [
    ...(written.strategy === undefined ? [] : [strategyText(source, group, written.strategy)]),
    ...(group.promotedFrom === undefined ? [] : [promotionText(group)]),
    ...(written.dependsOn.length === 0
      ? []
      : [dependencyText(source, group, [...new Set(written.dependsOn)])]),
    ...(written.limits === undefined ? [] : limitsText(source, group, written.limits)),
  ];
}

const strategyWords: Readonly<Record<StrategyKind, string>> = {
  inPlace: "in place",
  rolling: "in place, a part of the machines at a time",
  canary: "in place, a few machines first",
  blueGreen: "by a second set of machines from a new image, to which the load then moves",
  replace: "by machines from a new image, which replace the old ones",
};

const wayBackWords = {
  simple: "by removing the package",
  snapshot: "by restoring the machine",
  complex: "by more than restoring the machine",
} as const;

function strategyText(
  source: PolicySource,
  { name: group }: PlannedGroup,
  { kind, reason, stateful, rollback, minHealthy, image, onLaunch }: Strategy,
): Text {
  const of = (rule: FindingId): readonly ReportedFinding[] =>
    findingsBy(source, rule, (one) => one.group === group);
  const because = reason === undefined ? "" : `, because ${lowerFirst(reason)}`;
  const tooFew = of("strategy/min-healthy");
  const sentences: readonly Text[] = [
    text`It is patched ${strategyWords[kind]}${because}${deployedText(kind)}`,
    ...(stateful === undefined
      ? []
      : [
          stateful
            ? "Its machines hold data of their own."
            : "Its machines hold no data of their own.",
        ]),
    ...(rollback === undefined ? [] : [`One goes back ${wayBackWords[rollback]}.`]),
    ...(minHealthy === undefined
      ? []
      : [
          text`At least ${minHealthy} % of a ring's machines stay up${unlessKept(tooFew.length === 0, ringsOf(tooFew))}`,
        ]),
    ...(onLaunch === undefined
      ? []
      : [
          text`A machine is patched when it starts${unlessKept(of("strategy/on-launch").length === 0)}`,
        ]),
    // Nothing of this release makes images, whatever the strategy.
    ...(image === undefined
      ? []
      : [text`Images are built in window ${name(image)}${unlessKept(false)}`]),
  ];
  return sentences.flatMap((sentence, index) => text`${index === 0 ? "" : " "}${sentence}`);
}

function deployedText(kind: StrategyKind): Text {
  return isDeployed(kind)
    ? "."
    : text`; ${nothingKeeps()}, so that no promise to it counts as kept.`;
}

/** No cloud waits for another group. Whether one's runs come first has no answer where their rhythms differ. */
function dependencyText(
  source: PolicySource,
  { name: group }: PlannedGroup,
  dependsOn: readonly string[],
): Text {
  const overlaps = findingsBy(source, "dependency/overlap", (one) => one.group === group);
  const met = dependsOn.filter((other) => overlaps.some(({ entry }) => entry === other));
  const waits = text`It depends on ${names(dependsOn)}; no cloud waits for that, and only the windows keep their runs apart`;
  return met.length === 0
    ? text`${waits}, which they do in all the time of the proof.`
    : text`${waits}. Its runs are not to meet those of ${names(met)}${unlessKept(false)}`;
}

function promotionText({ promotedFrom, rings }: PlannedGroup): Text {
  if (promotedFrom === undefined) return "";
  const { group, ring, soak } = promotedFrom;
  const first = rings[0];
  const isLost = first?.systems.some(({ soakKept }) => soakKept === "notKept") ?? false;
  return text`A patch reaches its first ring after it has rested ${minutesWords(soak)} in ${name(`${group}.${ring.name}`)}${unlessKept(!isLost, "for some of its systems")}`;
}

/** A tag alone limits nothing. */
function limitsText(
  source: PolicySource,
  { name: group }: PlannedGroup,
  { perCluster, perZone, perAccount, clusterTag }: NonNullable<DocumentGroup["limits"]>,
): readonly Text[] {
  const lost = findingsBy(source, "limit/not-kept", (one) => one.group === group);
  const parts = [
    ...(perCluster === undefined
      ? []
      : [`${rateWords(perCluster)} of a cluster (by the tag ${clusterTag})`]),
    ...(perZone === undefined ? [] : [`${rateWords(perZone)} of an availability zone`]),
    ...(perAccount === undefined ? [] : [`${rateWords(perAccount)} of an account`]),
  ];
  return parts.length === 0
    ? []
    : [text`At once at most ${listWords(parts)}${unlessKept(lost.length === 0)}`];
}
