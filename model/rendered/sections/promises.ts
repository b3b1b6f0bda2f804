/** What is promised: by when a patch of each class is installed, and who says so. */
import { alike } from "../../expand/alike";
import { describePredicates } from "../../obligations/describe";
import type { Deadline, PatchClass, PlannedGroup, Severity } from "../../plan";
import { className } from "../../proof/findings";
import type { PolicySource } from "../source";
import { deadlineText, plainExposure } from "../terms";
import { type Block, name, names, paragraph, type Section, type Text, table, text } from "../tree";

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

export function promisesSection({ plan, policy }: PolicySource): Section {
  return {
    id: "promises",
    title: "Promises",
    blocks: [
      paragraph(
        "Patches are installed within the times below, which count from the vendor's release unless another event is named. The tier promises them; where an obligation is tighter it binds, and its name stands beside the time. Exploited is what is known to be exploited, such as by an entry in CISA's KEV catalogue.",
      ),
      ...sharing(plan.groups).flatMap(promiseTable),
      ...severityWords(policy.severities),
    ],
  };
}

type SharingGroups = readonly [PlannedGroup, ...PlannedGroup[]];

/** Groups to which the same deadlines apply share a table. */
function sharing(groups: readonly PlannedGroup[]): readonly SharingGroups[] {
  return alike(groups, ({ tier, exposure, deadlines }) =>
    JSON.stringify([tier, exposure, deadlines]),
  );
}

function promiseTable(groups: SharingGroups): readonly Block[] {
  const [{ tier, exposure, deadlines }] = groups;
  const caption = text`Tier ${name(tier)}, ${plainExposure(exposure)}: ${names(groups.map((group) => group.name))}`;
  const isFine = deadlines.some((one) => describePredicates(one.class).length > 0);
  if (isFine) return table(["Class", "Installed within"], classRows(deadlines), caption);
  const speaksOfExploited = deadlines.some((one) => one.class.exploited);
  const due = (severity: Severity, exploited: boolean): Text =>
    dueText(deadlines.filter((one) => isClass(one.class, severity, exploited)));
  return table(
    ["Severity", "Installed within", ...(speaksOfExploited ? ["When exploited, within"] : [])],
    severities.map((severity) => [
      severity,
      due(severity, false),
      ...(speaksOfExploited ? [due(severity, true)] : []),
    ]),
    caption,
  );
}

function isClass(one: PatchClass, severity: Severity, exploited: boolean): boolean {
  return one.severity === severity && one.exploited === exploited;
}

/** Classes that promises divide by more than severity and exploitation, those with the same deadlines together. */
function classRows(deadlines: readonly Deadline[]): readonly (readonly Text[])[] {
  const classes = alike(deadlines, (one) => className(one.class)).map((same) => ({
    title: className(same[0].class),
    same,
  }));
  const rows = alike(classes, ({ same }) =>
    JSON.stringify(same.map(({ class: _class, ...rest }) => rest)),
  );
  return rows.map((shared) => [
    shared.map(({ title }) => title).join("; "),
    dueText(shared[0].same),
  ]);
}

function dueText(deadlines: readonly Deadline[]): Text {
  if (deadlines.length === 0) return "no promise";
  return continued(deadlines).flatMap((deadline, index) => {
    const isDated = deadline.from !== undefined || deadline.until !== undefined;
    const between = index === 0 ? "" : isDated ? "; " : ", or ";
    const earlier = index === 0 || isDated ? "" : " where that is earlier";
    return text`${between}${deadlineText(deadline)}${earlier}`;
  });
}

/** A promise that goes on unchanged after a day on which others change is one. */
function continued(deadlines: readonly Deadline[]): readonly Deadline[] {
  const joined: Deadline[] = [];
  for (const deadline of deadlines) {
    const before = joined.findIndex(
      (one) => one.until !== undefined && one.until === deadline.from && isAlike(one, deadline),
    );
    const known = joined[before];
    if (known === undefined) {
      joined.push(deadline);
      continue;
    }
    const { until: _until, ...open } = known;
    joined[before] = deadline.until === undefined ? open : { ...open, until: deadline.until };
  }
  return joined;
}

function isAlike(a: Deadline, b: Deadline): boolean {
  const content = ({ within, of, source }: Deadline): string =>
    JSON.stringify([within, of, source]);
  return content(a) === content(b);
}

/** What the vendors' words mean here. */
function severityWords(words: Readonly<Record<Severity, readonly string[]>>): readonly Block[] {
  return [
    paragraph("Vendors rate their patches in words of their own. Here they mean:"),
    ...table(
      ["Severity", "Vendors' words"],
      severities
        .filter((severity) => words[severity].length > 0)
        .map((severity) => [severity, words[severity].join(", ")]),
    ),
  ];
}
