/** The title block: whose text it is, which one, who approved it, from when it counts and until when. */
import { createHash } from "node:crypto";
import { dayOfDate } from "../../civilDay";
import { brokenByCalendar } from "../../proof/broken";
import { minutesPerDay } from "../../time";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { type Block, type RenderedPolicy, type Text, text } from "../tree";
import { dateWords, dayWords } from "../words";

export function titleFacts(source: PolicySource): RenderedPolicy["facts"] {
  const { policy, files, asOf } = source;
  const { organisation, revision, owner, effectiveFrom, reviewBy } = policy;
  return [
    ["Organisation", organisation],
    ...(revision === undefined ? [] : [["Revision", revision] as const]),
    ...(owner === undefined ? [] : [["Owner", partyWords(policy, owner)] as const]),
    ["Approved by", approvalWords(source)],
    ["Effective from", dateWords(effectiveFrom)],
    ["Next review by", reviewBy === undefined ? "no day is set" : dateWords(reviewBy)],
    ["As of", dayWords(asOf)],
    [files.length === 1 ? "Source" : "Sources", sourceText(files)],
    ["SHA-256 of the source", [{ name: sourceDigest(files) }]],
  ];
}

function approvalWords({ policy }: PolicySource): string {
  const { approvedBy, approvedAt } = policy;
  if (approvedBy === undefined)
    return approvedAt === undefined
      ? "nobody: this text is a draft"
      : `it does not say who, on ${dateWords(approvedAt)}`;
  const who = partyWords(policy, approvedBy);
  return approvedAt === undefined
    ? `${who}, on an unknown day`
    : `${who}, ${dateWords(approvedAt)}`;
}

function sourceText(files: PolicySource["files"]): Text {
  const [first] = files;
  const more = files.length - 1;
  const own = [{ name: first?.file ?? "" }];
  return more === 0 ? own : text`${own} and ${more} included file${more === 1 ? "" : "s"}`;
}

/** Of one file its own; of several that of the list that `sha256sum` prints for them. */
export function sourceDigest(files: PolicySource["files"]): string {
  const [first] = files;
  if (first !== undefined && files.length === 1) return first.sha256;
  const lines = files.map(({ file, sha256 }) => `${sha256}  ${file}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/** What nobody who signs may overlook. */
export function titleNotices({ policy, proof, asOf }: PolicySource): readonly Block[] {
  const { approvedBy, reviewBy } = policy;
  const overdue = reviewBy !== undefined && asOf >= (dayOfDate(reviewBy) + 1) * minutesPerDay;
  const bad = (words: string): Block => ({ kind: "notice", tone: "bad", text: words });
  return [
    ...(approvedBy === undefined ? [bad("Draft: nobody has approved this text.")] : []),
    ...(proof.holds
      ? []
      : [
          bad(
            brokenByCalendar(proof).length > 0
              ? "This policy promises what its own calendar cannot keep; the proof says where."
              : "This policy promises what nothing that is deployed keeps; the proof says where.",
          ),
        ]),
    ...(overdue ? [bad(`The review was due by ${dateWords(reviewBy)} and is overdue.`)] : []),
  ];
}
