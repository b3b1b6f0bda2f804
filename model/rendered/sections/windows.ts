/** When patches are installed and tested, who answers for that, and who agreed. */
import { defaultCutoff } from "../../document/windows";
import { kept } from "../../kept";
import type { Policy } from "../../policy";
import { formatTime } from "../../schedule";
import { scheduleSentence } from "../../scheduleSentence";
import type { PolicySource } from "../source";
import { cloudWords, partyWords } from "../terms";
import { list, name, names, paragraph, type Section, type Text, table, text } from "../tree";
import { findingsBy, nothingKeeps, unlessKept } from "../unkept";
import { capitalised, dateWords, listWords, minutesWords } from "../words";

export function windowsSection(source: PolicySource): Section {
  const { policy, plan } = source;
  const windows = Object.entries(policy.windows);
  const hasOwners = windows.some(([, { owner }]) => owner !== undefined);
  return {
    id: "windows",
    title: "Maintenance windows",
    blocks: [
      paragraph(
        `Patches are installed in these windows only, and out of cycle as this policy says. Machines are scanned ${scheduleSentence(policy.scan, policy.timezone)}.`,
      ),
      ...table(
        [
          "Window",
          "Starts, local time",
          "Lasts",
          "No new work in the last",
          ...(hasOwners ? ["Owner"] : []),
          "Agreed by",
        ],
        windows.map(([key, window]) => [
          name(key),
          scheduleSentence(window.schedule, window.timezone ?? policy.timezone),
          minutesWords(window.duration),
          cutoffText(source, key, window.cutoff ?? defaultCutoff),
          ...(hasOwners ? [ownerWords(policy, window.owner)] : []),
          agreement(policy, window),
        ]),
      ),
      ...list(
        windows.flatMap(([key, { peaks }]) =>
          peaks.map((peak, index) => peakText(source, key, peak, index)),
        ),
      ),
      ...testTable(source, plan.testWindows),
    ],
  };
}

type Window = Policy["windows"][string];

function ownerWords(policy: Policy, owner: string | undefined): string {
  return owner === undefined ? "nobody" : partyWords(policy, owner);
}

function agreement(policy: Policy, { agreedBy, agreedAt }: Window): string {
  if (agreedBy === undefined) return "nobody yet";
  const who = partyWords(policy, agreedBy);
  return agreedAt === undefined ? who : `${who}, ${dateWords(agreedAt)}`;
}

/** On a cloud that knows no cutoff, machines may still start when the window is about to close. */
function cutoffText({ plan }: PolicySource, window: string, cutoff: number): Text {
  const rings = plan.groups.flatMap((group) =>
    group.rings.filter((one) => one.window.name === window),
  );
  const lost = rings.flatMap(({ systems }) =>
    systems.filter(({ cloud, system }) => kept("cutoff", cloud, system).how === "notKept"),
  );
  const clouds = [...new Set(lost.map(({ cloud }) => `on ${cloudWords(cloud)}`))];
  const words = minutesWords(cutoff);
  return cutoff === 0 || clouds.length === 0
    ? words
    : text`${words}; ${nothingKeeps(listWords(clouds))}`;
}

function peakText(
  source: PolicySource,
  window: string,
  { days, from, to }: Window["peaks"][number],
  index: number,
): Text {
  const touched = findingsBy(
    source,
    "window/peak",
    ({ path }) => path[1] === window && path[3] === index,
  );
  const time = (minutes: number): string =>
    minutes === 1440
      ? "24:00"
      : formatTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  return text`The business needs the machines of ${name(window)} on ${listWords(days.map(capitalised))} from ${time(from)} to ${time(to)}; no run may touch these hours${unlessKept(touched.length === 0)}`;
}

function testTable(
  { policy }: PolicySource,
  windows: PolicySource["plan"]["testWindows"],
): Section["blocks"] {
  return table(
    ["Test window", "Starts, local time", "Lasts", "Tests", "For", "Owner"],
    windows.map((window) => [
      name(window.name),
      scheduleSentence(window.schedule, window.timezone),
      minutesWords(window.duration),
      names(window.groups),
      names(window.for),
      ownerWords(policy, window.owner),
    ]),
    "When patches are tested",
  );
}
