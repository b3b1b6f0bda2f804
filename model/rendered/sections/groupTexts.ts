/** What a group says beside its rings: how it is patched and why, what comes first, and how many at once. */
import type { PlannedGroup } from "../../plan";
import type { Policy } from "../../policy";
import { isDeployed, type StrategyKind } from "../../strategy/kinds";
import { name, names, type Text, text } from "../tree";
import { listWords, lowerFirst, minutesWords, rateWords } from "../words";

type DocumentGroup = Policy["groups"][string];

export function groupTexts(group: PlannedGroup, written: DocumentGroup): readonly Text[] {
  return [
    ...(written.strategy === undefined ? [] : [strategyText(written.strategy)]),
    ...(group.promotedFrom === undefined ? [] : [promotionText(group)]),
    ...(written.dependsOn.length === 0
      ? []
      : [text`Its runs come after those of ${names(written.dependsOn)}, on which it depends.`]),
    ...(written.limits === undefined ? [] : [limitsText(written.limits)]),
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

function strategyText(strategy: NonNullable<DocumentGroup["strategy"]>): Text {
  const { kind, reason, stateful, rollback, minHealthy, image, onLaunch } = strategy;
  const data = stateful === false ? "Its machines hold no data of their own." : "";
  const sentences = [
    `It is patched ${strategyWords[kind]}${reason === undefined ? "" : `, because ${lowerFirst(reason)}`}.`,
    ...(stateful === undefined ? [] : [stateful ? "Its machines hold data of their own." : data]),
    ...(rollback === undefined ? [] : [`One goes back ${wayBackWords[rollback]}.`]),
    ...(minHealthy === undefined ? [] : [`At least ${minHealthy} % of a ring's machines stay up.`]),
    ...(onLaunch === undefined ? [] : ["A machine is patched when it starts."]),
  ];
  const images = image === undefined ? "" : text` Images are built in window ${name(image)}.`;
  const undeployed = isDeployed(kind)
    ? ""
    : " Nothing that is deployed from this policy does so: no promise to it counts as kept.";
  return text`${sentences.join(" ")}${images}${undeployed}`;
}

function promotionText({ promotedFrom, rings }: PlannedGroup): Text {
  if (promotedFrom === undefined) return "";
  const { group, ring, soak } = promotedFrom;
  const first = rings[0];
  const isLost = first?.systems.some(({ soakKept }) => soakKept === "notKept") ?? false;
  const lost = isLost ? "; for some of its systems nothing keeps that" : "";
  return text`A patch reaches its first ring after it has rested ${minutesWords(soak)} in ${name(`${group}.${ring.name}`)}${lost}.`;
}

function limitsText(limits: NonNullable<DocumentGroup["limits"]>): string {
  const { perCluster, perZone, perAccount, clusterTag } = limits;
  const parts = [
    ...(perCluster === undefined
      ? []
      : [`${rateWords(perCluster)} of a cluster (by the tag ${clusterTag})`]),
    ...(perZone === undefined ? [] : [`${rateWords(perZone)} of an availability zone`]),
    ...(perAccount === undefined ? [] : [`${rateWords(perAccount)} of an account`]),
  ];
  return `At once at most ${listWords(parts)}.`;
}
