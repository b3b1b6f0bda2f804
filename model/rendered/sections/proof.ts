/** Whether the calendar above can keep the promises above: the result of the proof, its figures and what it rests on. */
import { formatDuration } from "../../duration";
import { worstBrokenCells } from "../../proof/broken";
import { survivesNothing, survivesText } from "../../proof/figureWords";
import { className } from "../../proof/findings";
import { latenessOfCell, type RingFigures, ringFigures } from "../../proof/ringFigures";
import type { CellProof } from "../../proof/verdict";
import type { PolicySource } from "../source";
import { cloudWords, deadlineText } from "../terms";
import { type Block, list, name, paragraph, type Section, type Text, table, text } from "../tree";
import { dayWords } from "../words";

/** Drawings of broken promises beyond these add nothing that the table does not say. */
const mostFigures = 4;

export function proofSection(source: PolicySource): Section {
  const { proof } = source;
  const figures = ringFigures(proof);
  return {
    id: "proof",
    title: "Proof",
    blocks: [
      paragraph(
        text`Deadlines, approval delays, windows, soaks and freezes are one arithmetic problem. It was solved for every minute from ${dayWords(proof.from)} to ${dayWords(proof.until)} in which a vendor can release a patch, and the worst release is what counts.`,
      ),
      verdictNotice(source),
      ...table(
        [
          "Ring",
          "Cloud",
          "Longest wait",
          "Least time left",
          "Lost runs survived",
          "Tightest promise",
        ],
        figures.map(figuresRow),
        "The worst case of every ring",
      ),
      paragraph(
        `Each figure by itself is the worst over all systems and classes of patch of that ring and cloud. Longest wait: from the vendor's release to the last machine of the ring. Least time left: between that and the deadline. Lost runs survived: how many runs each ring may lose with every deadline kept${figures.some(({ survives }) => survives < 0) ? `; ${survivesText(-1)}: ${survivesNothing}` : ""}.`,
      ),
      ...worstFigures(source, figures),
      paragraph("The proof rests on the following:"),
      ...list(proof.assumptions),
    ],
  };
}

function verdictNotice({ proof }: PolicySource): Block {
  const { cells, holds } = proof;
  const kept = cells.filter(({ verdict }) => verdict.kind === "kept").length;
  const accepted = cells.filter(({ verdict }) => verdict.kind === "accepted").length;
  const undeployed = cells.filter(({ verdict }) => verdict.kind === "notDeployed").length;
  const idle =
    undeployed === 0
      ? ""
      : ` ${undeployed} it would keep, and nothing that is deployed follows it there.`;
  const risks = accepted === 0 ? "" : ` ${accepted} can be late, which is accepted as a risk.`;
  return holds
    ? {
        kind: "notice",
        tone: "good",
        text: `The calendar keeps ${kept === cells.length ? `all ${kept}` : `${kept} of ${cells.length}`} promises.${risks}`,
      }
    : {
        kind: "notice",
        tone: "bad",
        text: `The calendar breaks ${cells.length - kept - accepted - undeployed} of ${cells.length} promises.${idle}${risks}`,
      };
}

function figuresRow({
  group,
  ring,
  cloud,
  tightest,
  wait,
  survives,
}: RingFigures): readonly Text[] {
  return [
    text`${name(`${group}.${ring}`)}`,
    cloudWords(cloud),
    wait === Number.POSITIVE_INFINITY ? "never installed" : formatDuration(wait),
    marginText(tightest),
    survivesText(survives),
    text`${className(tightest.class)}: ${deadlineText(tightest.deadline)}`,
  ];
}

function marginText(cell: CellProof): Text {
  const late = latenessOfCell(cell);
  if (cell.verdict.kind === "accepted")
    return text`late, accepted by ${name(cell.verdict.exception)}`;
  if (cell.verdict.kind === "notDeployed") return `not deployed, else ${formatDuration(-late)}`;
  if (late === Number.POSITIVE_INFINITY) return "not served";
  return late > 0 ? [{ strong: `${formatDuration(late)} late` }] : formatDuration(-late);
}

/** The worst broken promises, else the tightest promise of each tier. */
function worstFigures(
  { proof, plan }: PolicySource,
  figures: readonly RingFigures[],
): readonly Block[] {
  const broken = worstBrokenCells(proof);
  const tierOf = new Map(plan.groups.map((group) => [group.name, group.tier]));
  const tightest = new Map<string, CellProof>();
  for (const { group, tightest: cell } of figures) {
    const tier = tierOf.get(group) ?? "";
    const known = tightest.get(tier);
    if (known === undefined || latenessOfCell(cell) > latenessOfCell(known))
      tightest.set(tier, cell);
  }
  const shown = (broken.length > 0 ? broken : [...tightest.values()]).toSorted(latestFirst);
  const drawn = shown.slice(0, mostFigures).map(
    (cell): Block => ({
      kind: "timeline",
      caption: `${broken.length > 0 ? "A broken promise" : `The tightest promise of tier ${tierOf.get(cell.group) ?? ""}`}: ${className(cell.class)} patches in ${cell.group}.${cell.ring} on ${cloudWords(cell.cloud)}`,
      cell,
    }),
  );
  return [...drawn, ...leftOut(shown.length - drawn.length, broken.length > 0)];
}

/** What is never installed first; alike ones as the document has them. */
function latestFirst(a: CellProof, b: CellProof): number {
  const [first, second] = [latenessOfCell(a), latenessOfCell(b)];
  return first === second ? 0 : second - first;
}

function leftOut(count: number, isBroken: boolean): readonly Block[] {
  if (count === 0) return [];
  const drawn = isBroken ? "ring and cloud, the latest first" : "tier, the tightest first";
  return [
    paragraph(
      `One promise of each ${drawn}; ${count} more ${count === 1 ? "is" : "are"} not drawn.`,
    ),
  ];
}
