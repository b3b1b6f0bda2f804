/** How a patch travels: the rings of each group, in English. */
import { uniqueCells } from "../../expand/cells";
import { unpatchedSystems } from "../../expand/unpatchedSystems";
import type { PlannedGroup, PlannedRing } from "../../plan";
import type { Policy } from "../../policy";
import { scheduleSentence } from "../../scheduleSentence";
import { systemFacts } from "../../systems";
import type { PolicySource } from "../source";
import { cloudWords, partyWords } from "../terms";
import { type Block, list, name, names, paragraph, type Section, type Text, text } from "../tree";
import { nothingPatches, unlessKept } from "../unkept";
import { capitalised, listWords, minutesWords, rateWords } from "../words";
import { groupTexts } from "./groupTexts";

export function ringsSection(source: PolicySource): Section {
  return {
    id: "rings",
    title: "Rings",
    blocks: [
      paragraph(
        "A patch reaches the machines of a group in rings, one after the other, so that a bad patch is seen where it does least harm.",
      ),
    ],
    parts: source.plan.groups.map((group) => ({
      id: `group-${group.name}`,
      title: `Group ${group.name}`,
      blocks: groupBlocks(source, group),
    })),
  };
}

function groupBlocks(source: PolicySource, group: PlannedGroup): readonly Block[] {
  const { policy } = source;
  const written = policy.groups[group.name];
  const places = [
    ...(written?.aws === undefined ? [] : [placeText("AWS", written.aws.regions)]),
    ...(written?.azure === undefined ? [] : [placeText("Azure", written.azure.locations)]),
  ];
  const paces = group.rings.map(paceWords);
  const unpatched = unpatchedSystems(policy, group).map(
    (one) => text`; ${nothingPatches(one)} of ${name(one.baseline)}`,
  );
  const more = written === undefined ? [] : groupTexts(source, group, written);
  const shared = new Set(paces).size === 1 ? ` In every ring: ${paces[0]}` : "";
  return [
    paragraph(
      text`Owner: ${partyWords(policy, group.owner)}. Tier ${name(group.tier)}. Machines are on ${listWords(places)}, and are patched by ${names(patchingBaselines(group, written?.baselines ?? []))}${unpatched.flat()}.${shared}`,
    ),
    ...list(more),
    ...list(
      group.rings.map((ring, index) => {
        const pace = shared === "" ? ` ${capitalised(paces[index] ?? "")}` : "";
        const only = placesText(written?.rings[index]);
        return text`${whenText(ring)}${soakText(ring, group.rings[index - 1])}${pace}${only}`;
      }),
      true,
    ),
  ];
}

/** A baseline whose systems the group's clouds do not patch patches nothing. */
function patchingBaselines(group: PlannedGroup, named: readonly string[]): readonly string[] {
  return named.filter((key) => uniqueCells(group).some(({ baseline }) => baseline === key));
}

function placeText(cloud: string, places: readonly string[]): string {
  return `${cloud} in ${listWords(places)}`;
}

function whenText({ name: ring, window }: PlannedRing): Text {
  return text`${name(ring)} in window ${name(window.name)}, ${scheduleSentence(window.schedule, window.timezone)}.`;
}

type DocumentRing = Policy["groups"][string]["rings"][number] | undefined;

/** Where a ring is in fewer places than its group. */
function placesText(written: DocumentRing): string {
  const part = (cloud: string, places: readonly string[] | undefined): readonly string[] => {
    if (places === undefined) return [];
    return [places.length === 0 ? `not on ${cloud}` : `on ${cloud} only in ${listWords(places)}`];
  };
  const parts = [...part("AWS", written?.regions), ...part("Azure", written?.locations)];
  return parts.length === 0 ? "" : ` ${capitalised(listWords(parts))}.`;
}

/** Only AWS keeps a pace; on Azure all machines of a ring start together. */
function paceWords({ concurrency, stopAfter, systems, maxNodes, batches }: PlannedRing): string {
  const clouds = new Set(systems.map(({ cloud }) => cloud));
  const most = maxNodes === undefined ? "" : ` of at most ${maxNodes}`;
  const pace = `${rateWords(concurrency)}${most} at a time, and a run stops when more than ${rateWords(stopAfter)} failed`;
  if (!clouds.has("azure")) return `${pace}.`;
  const together =
    batches === undefined
      ? "all machines of the ring start together."
      : `machines are patched in ${batches.count} batches, one after the other.`;
  return clouds.has("aws") ? `on AWS ${pace}; on Azure ${together}` : together;
}

function soakText({ soak, systems }: PlannedRing, before: PlannedRing | undefined): Text {
  if (soak === 0 || before === undefined) return "";
  const rest = text` A patch comes here after it has rested ${minutesWords(soak)} in ${name(before.name)}`;
  const lost = systems.filter(({ soakKept }) => soakKept === "notKept");
  if (lost.length === 0) return text`${rest}.`;
  return text`${rest}${unlessKept(false, listWords(lostPlaces(systems)))}`;
}

/** `on Azure`, `on AWS for Ubuntu 24.04`. */
function lostPlaces(systems: PlannedRing["systems"]): readonly string[] {
  return (["aws", "azure"] as const).flatMap((cloud) => {
    const here = systems.filter((one) => one.cloud === cloud);
    const lost = here.filter(({ soakKept }) => soakKept === "notKept");
    if (lost.length === 0) return [];
    const titles = lost.map(({ system }) => systemFacts(system).title);
    const which = lost.length === here.length ? "" : ` for ${listWords(titles)}`;
    return [`on ${cloudWords(cloud)}${which}`];
  });
}
