/** From YAML text to a policy, or to every fault of the text at once. */
import type { Beside } from "../beside";
import { type Fault, formatPath, type PathFault, type PathStep } from "../fault";
import type { SourcePosition } from "../plan";
import { type Policy, policySchema } from "../policy";
import { awsFaults } from "./awsFaults";
import { cloudFaults } from "./cloudLimits";
import { crowdFault } from "./crowds";
import { obligationFaults } from "./obligationFaults";
import { partyFaults } from "./partyFaults";
import { field, keys } from "./raw";
import { referenceFaults } from "./references";
import { joiningOf } from "./sections";
import { serviceFaults } from "./serviceFaults";
import { shapeFaults } from "./shapeFaults";
import type { Source } from "./source";
import { parseWhole } from "./split";

type ReadPolicy =
  | {
      readonly ok: true;
      readonly policy: Policy;
      /** The document's values as they are written, of all its files. */
      readonly written: unknown;
      readonly positionOf: (path: readonly PathStep[]) => SourcePosition;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export function readPolicy(text: string, file: string, beside: Beside): ReadPolicy {
  const parsed = parseWhole(file, text, beside, joiningOf(policySchema));
  if (!parsed.ok) {
    return parsed;
  }
  const { source } = parsed;
  if (source.value === null || source.value === undefined) {
    const message =
      "the document is empty; `patchwarden init` writes a first policy, `patchwarden schema` says what it may hold";
    return { ok: false, faults: [source.locate({ path: [], message })] };
  }
  const crowd = crowdFault(source.value);
  if (crowd !== undefined) {
    return { ok: false, faults: [...source.faults.slice(0, mostFaults), source.locate(crowd)] };
  }
  const result = policySchema.safeParse(source.value);
  const shape = result.success ? [] : shapeFaults(result.error.issues, source);
  const meaning = [
    ...referenceFaults(source.value),
    ...obligationFaults(source.value),
    ...cloudFaults(source.value),
    ...awsFaults(source.value),
    ...partyFaults(source.value),
    ...serviceFaults(source.value),
  ];
  const faults = shown([...shape, ...elsewhere(meaning, shape)], source);
  if (!result.success || faults.length > 0) {
    return { ok: false, faults };
  }
  const positionOf = (path: readonly PathStep[]): SourcePosition => {
    const { file: own, line, column } = source.locate({ path, message: "", atKey: true });
    return { file: own, line, column };
  };
  return { ok: true, policy: result.data, written: source.value, positionOf };
}

/** What has not even the shape is not told a second time that it means nothing. */
function elsewhere(faults: readonly PathFault[], told: readonly PathFault[]): readonly PathFault[] {
  const places = new Set(told.map(({ path }) => formatPath(path)));
  return places.size === 0 ? faults : faults.filter(({ path }) => !places.has(formatPath(path)));
}

/** More help nobody: one slip can be thousands of faults. */
const mostFaults = 1000;

function shown(found: readonly PathFault[], source: Source): readonly Fault[] {
  const faults = [
    ...source.faults.slice(0, mostFaults),
    ...found.slice(0, mostFaults).map((fault) => {
      return source.locate(withOther(listWindows(fault, source), source));
    }),
  ].sort(byPosition(source));
  const more =
    Math.max(0, source.faults.length - mostFaults) + Math.max(0, found.length - mostFaults);
  const message = `there are ${more} more faults; correct the ones above first`;
  return more === 0 ? faults : [...faults, source.locate({ path: [], message })];
}

/** A name used twice in two files is found only by its other place. */
function withOther(fault: PathFault, source: Source): PathFault {
  if (fault.other === undefined) {
    return fault;
  }
  const { file, line, column } = source.locate({ path: fault.other, message: "" });
  return { ...fault, message: `${fault.message} (the other: ${file}:${line}:${column})` };
}

/** A ring without a window is told which there are. */
function listWindows(fault: PathFault, source: Source): PathFault {
  const [section, , part, , key] = fault.path;
  const isRingWindow = section === "groups" && part === "rings" && key === "window";
  if (!isRingWindow || source.seen(fault.path) !== undefined) {
    return fault;
  }
  const windows = keys(field(source.value, "windows")).join(", ");
  const message = `${formatPath(fault.path)} is missing; it must name one of the windows: ${windows === "" ? "none yet" : windows}`;
  return { ...fault, message };
}

function byPosition({ files }: Source): (a: Fault, b: Fault) => number {
  const order = new Map(files.map((file, index) => [file, index]));
  const place = ({ file }: Fault): number => order.get(file) ?? files.length;
  return (a, b) => place(a) - place(b) || a.line - b.line || a.column - b.column;
}
