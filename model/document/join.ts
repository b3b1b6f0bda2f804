/** Joins the values of a document's files into one value, and remembers which file each part of it stands in. */
import type { Fault, PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { entries, isMapping } from "./raw";
import type { Joining } from "./sections";
import { unknownKey } from "./shapeFaults";
import type { Source } from "./source";

/** A value of one file. */
export interface Piece {
  readonly source: Source;
  /** Where it stands in its file. */
  readonly path: readonly PathStep[];
  readonly value: unknown;
}

/** Where a part of the joined value stands: all of it in one piece, but for what is below. */
export interface Place {
  readonly piece: Piece;
  readonly below?: ReadonlyMap<PathStep, Place>;
}

export interface Joined {
  readonly value: unknown;
  readonly place: Place;
  readonly faults: readonly Fault[];
}

/** @param pieces in the order of the files, the root document's first. */
export function join(joining: Joining, pieces: readonly [Piece, ...Piece[]]): Joined {
  const [first, ...others] = pieces;
  if (others.length === 0) {
    return { value: first.value, place: { piece: first }, faults: [] };
  }
  switch (joining.kind) {
    case "once":
      return { ...join(joining, [first]), faults: others.map((piece) => saidTwice(piece, first)) };
    case "list":
      return joinSame(pieces, Array.isArray, "a list", joinLists);
    case "names":
      return joinSame(pieces, isMapping, "a mapping", joinNames);
    case "keys":
      return joinSame(pieces, isMapping, "a mapping", (same) => joinKeys(joining.keys, same));
  }
}

/** Pieces of another shape than their section has cannot be joined: each is told, and left out. */
function joinSame(
  pieces: readonly [Piece, ...Piece[]],
  isRight: (value: unknown) => boolean,
  shape: string,
  joinRight: (same: readonly [Piece, ...Piece[]]) => Joined,
): Joined {
  const [first, ...others] = pieces.filter(({ value }) => isRight(value));
  const wrong = pieces.filter(({ value }) => !isRight(value));
  const faults = wrong.map((piece) => {
    const seen = piece.source.seen(piece.path);
    return faultAt(piece, `must be ${shape} in every file of the document, got ${seen}`);
  });
  const joined =
    first === undefined ? join({ kind: "once" }, [pieces[0]]) : joinRight([first, ...others]);
  return { ...joined, faults: [...faults, ...joined.faults] };
}

function joinLists(pieces: readonly [Piece, ...Piece[]]): Joined {
  const below = pieces.flatMap(({ source, path, value }) =>
    (value as readonly unknown[]).map((item, index) => ({
      piece: { source, path: [...path, index], value: item },
    })),
  );
  return {
    value: below.map(({ piece }) => piece.value),
    place: { piece: pieces[0], below: new Map(below.entries()) },
    faults: [],
  };
}

function joinNames(pieces: readonly [Piece, ...Piece[]]): Joined {
  const held = new Map<string, Piece>();
  const faults: Fault[] = [];
  for (const piece of entriesOf(pieces)) {
    const name = String(piece.path.at(-1));
    const before = held.get(name);
    if (before === undefined) held.set(name, piece);
    else
      faults.push(faultAt(piece, `stands also at ${positionText(before)}; rename or remove one`));
  }
  return {
    value: Object.fromEntries([...held].map(([name, { value }]) => [name, value])),
    place: {
      piece: pieces[0],
      below: new Map([...held].map(([name, piece]) => [name, { piece }])),
    },
    faults,
  };
}

function joinKeys(
  keys: Readonly<Record<string, Joining>>,
  pieces: readonly [Piece, ...Piece[]],
): Joined {
  const byKey = new Map<string, [Piece, ...Piece[]]>();
  const faults: Fault[] = [];
  for (const piece of entriesOf(pieces)) {
    const key = String(piece.path.at(-1));
    const known = byKey.get(key);
    if (!Object.hasOwn(keys, key)) {
      const above = piece.path.slice(0, -1);
      faults.push(piece.source.locate(unknownKey(above, key, Object.keys(keys))));
    } else if (known === undefined) byKey.set(key, [piece]);
    else known.push(piece);
  }
  const joined = [...byKey].map(([key, same]) => ({
    key,
    ...join(keys[key] ?? { kind: "once" }, same),
  }));
  return {
    value: Object.fromEntries(joined.map(({ key, value }) => [key, value])),
    place: { piece: pieces[0], below: new Map(joined.map(({ key, place }) => [key, place])) },
    faults: [...faults, ...joined.flatMap((one) => one.faults)],
  };
}

function entriesOf(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.flatMap(({ source, path, value: whole }) =>
    entries(whole).map(([name, value]) => ({ source, path: [...path, name], value })),
  );
}

function saidTwice(piece: Piece, first: Piece): Fault {
  return faultAt(
    piece,
    `is said once in a document, and stands at ${positionText(first)}; remove one`,
  );
}

function faultAt({ source, path }: Piece, what: string): Fault {
  return source.locate({ path, message: `${formatPath(path)} ${what}`, atKey: true });
}

function positionText({ source, path }: Piece): string {
  const { file, line, column } = source.locate({ path, message: "", atKey: true });
  return `${file}:${line}:${column}`;
}

/** Where a path of the joined value stands, and how much of it says so. */
export function placeOf(
  place: Place,
  path: readonly PathStep[],
): { readonly piece: Piece; readonly rest: readonly PathStep[]; readonly depth: number } {
  let [here, depth] = [place, 0];
  for (const step of path) {
    const next = here.below?.get(step);
    if (next === undefined) break;
    here = next;
    depth += 1;
  }
  return { piece: here.piece, rest: path.slice(depth), depth };
}

/** A fault of the joined value as a fault of the file that holds it: there a list counts its own entries only. */
export function inItsFile(place: Place, fault: PathFault): { source: Source; fault: PathFault } {
  const { piece, rest, depth } = placeOf(place, fault.path);
  const joined = formatPath(fault.path.slice(0, depth));
  const own = formatPath(piece.path);
  const message = joined === own ? fault.message : fault.message.replaceAll(joined, own);
  return { source: piece.source, fault: { ...fault, message, path: [...piece.path, ...rest] } };
}
