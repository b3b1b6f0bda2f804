/** Obligations that are named twice, named but not known, or defined under a name that is taken. Works on the raw values. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { findPreset, presetNames } from "../obligations/presets";
import { listNames } from "./named";
import { entries, field, items, keys, textOf } from "./raw";
import { suggestion } from "./suggestion";

export function obligationFaults(root: unknown): PathFault[] {
  const listed = items(field(root, "obligations"));
  const own = new Set(
    listed.map((entry) => field(entry, "id")).filter((id) => typeof id === "string"),
  );
  return [
    ...repeated(listed, ["obligations"]),
    ...listed.flatMap((entry, index) => definitionFaults(entry, index, root)),
    ...entries(field(root, "groups")).flatMap(([name, group]) => {
      const path = ["groups", name, "obligations"];
      const named = items(field(group, "obligations"));
      return [...repeated(named, path), ...unknown(named, path, own)];
    }),
  ];
}

/** The same obligation twice, be it once by its short form. */
function repeated(listed: readonly unknown[], path: readonly PathStep[]): PathFault[] {
  const ids = listed.map((entry) => {
    const written = typeof entry === "string" ? entry : field(entry, "id");
    return typeof written === "string" ? (findPreset(written)?.id ?? written) : undefined;
  });
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    const taken = typeof listed[index] !== "string" && findPreset(id ?? "") !== undefined;
    const isFirst = id === undefined || !seen.has(id);
    if (id !== undefined) seen.add(id);
    if (isFirst || taken) {
      return [];
    }
    const at = [...path, index];
    return [{ path: at, message: `${formatPath(at)}: "${id}" is listed twice; remove one` }];
  });
}

function unknown(
  named: readonly unknown[],
  path: readonly PathStep[],
  own: ReadonlySet<string>,
): PathFault[] {
  return named.flatMap((name, index) => {
    if (typeof name !== "string" || own.has(name) || findPreset(name) !== undefined) {
      return [];
    }
    return [unknownObligation([...path, index], name, own)];
  });
}

/** Worded when it is shown. */
function unknownObligation(
  path: readonly PathStep[],
  name: string,
  own: ReadonlySet<string>,
): PathFault {
  return {
    path,
    get message() {
      const known = [...own, ...presetNames];
      return `${formatPath(path)}: unknown obligation "${name}"${suggestion(name, known)}; define it in the document's obligations, or name one of ${listNames(known)}`;
    },
  };
}

function definitionFaults(entry: unknown, index: number, root: unknown): PathFault[] {
  const path = ["obligations", index];
  const id = field(entry, "id");
  const preset = typeof id === "string" ? findPreset(id) : undefined;
  const at = [...path, "id"];
  const taken = {
    path: at,
    message: `${formatPath(at)}: "${textOf(id)}" is a preset; name it without a definition, or choose another id`,
  };
  const when = field(entry, "when");
  const environments = entries(field(root, "groups")).map(([, group]) =>
    textOf(field(group, "environment") ?? "production"),
  );
  return [
    ...(preset === undefined ? [] : [taken]),
    ...nowhere(when, "tier", keys(field(root, "tiers")), [...path, "when"]),
    ...nowhere(when, "environment", [...new Set(environments)], [...path, "when"]),
  ];
}

/** A predicate on a name that no group has would never apply. */
function nowhere(
  when: unknown,
  key: string,
  known: readonly string[],
  above: readonly PathStep[],
): PathFault[] {
  return items(field(when, key)).flatMap((name, index) => {
    if (typeof name !== "string" || known.includes(name)) {
      return [];
    }
    const at = [...above, key, index];
    const message = `${formatPath(at)}: unknown ${key} "${name}"${suggestion(name, known)}; there are ${known.length === 0 ? "none" : known.join(", ")}`;
    return [{ path: at, message }];
  });
}
