/** Answers queries of Azure Resource Graph over rows in memory; what it does not know of the language, it refuses. */

export type Row = Readonly<Record<string, unknown>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

type Expression = (row: Row) => unknown;

export function askResourceGraph(query: string, tables: Tables): readonly Row[] {
  const [table = "", ...operators] = stages(query);
  const rows = tables[table];
  if (rows === undefined) throw new Error(`no table ${table}`);
  return operators.reduce((kept, operator) => applied(operator, kept, tables), rows);
}

/** Divides at the bars that stand in no brackets. */
function stages(query: string): readonly string[] {
  let depth = 0;
  const marked = [...query].map((letter) => {
    depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
    return letter === "|" && depth === 0 ? "\0" : letter;
  });
  return marked
    .join("")
    .split("\0")
    .map((stage) => stage.trim());
}

function applied(operator: string, rows: readonly Row[], tables: Tables): readonly Row[] {
  const [, verb = "", rest = ""] = /^(\w+) ([\s\S]+)$/.exec(operator) ?? [];
  if (verb === "where") return rows.filter((row) => condition(rest)(row) === true);
  if (verb === "extend") return rows.map((row) => ({ ...row, ...columns(rest)(row) }));
  if (verb === "project") return rows.map((row) => columns(rest)(row));
  if (verb === "order") return ordered(rest, rows);
  if (verb === "join") return joined(rest, rows, tables);
  throw new Error(`no operator ${operator}`);
}

function columns(text: string): (row: Row) => Row {
  const parts = text.split(/,(?![^()]*\))/).map((part) => part.trim());
  const read = parts.map((part) => {
    const [, name = part, body = part] = /^(\w+) = (.+)$/.exec(part) ?? [];
    return [name, value(body)] as const;
  });
  return (row) => Object.fromEntries(read.map(([name, of]) => [name, of(row)]));
}

function ordered(text: string, rows: readonly Row[]): readonly Row[] {
  const [, column = ""] = /^by (\w+) asc$/.exec(text) ?? [];
  if (column === "") throw new Error(`no order ${text}`);
  return rows.toSorted((one, other) => (String(one[column]) < String(other[column]) ? -1 : 1));
}

/** The left rows stay, with what the right knows of each; keys are compared as they are, case and all. */
function joined(text: string, rows: readonly Row[], tables: Tables): readonly Row[] {
  const form = /^kind=leftouter \(([\s\S]+)\) on \$left\.(\w+) == \$right\.(\w+)$/;
  const [, query, left = "", right = ""] = form.exec(text) ?? [];
  if (query === undefined) throw new Error(`no join ${text}`);
  const others = askResourceGraph(query, tables);
  return rows.flatMap((row) => {
    const found = others.filter((other) => other[right] === row[left]);
    return found.length === 0 ? [row] : found.map((other) => ({ ...other, ...row }));
  });
}

function condition(text: string): Expression {
  const either = text.split(" or ").map(comparison);
  return (row) => either.some((one) => one(row) === true);
}

function comparison(text: string): Expression {
  const [, left = "", sign, right = ""] = /^(\S+) (=~|contains|in~) (.+)$/.exec(text.trim()) ?? [];
  if (sign === undefined) return value(text);
  const lower = (one: unknown) => String(one).toLowerCase();
  const read = value(left);
  const given = [...right.matchAll(/'([^']*)'/g)].map(([, one]) => lower(one));
  if (sign === "contains") return (row) => lower(read(row)).includes(given[0] ?? "");
  return (row) => given.includes(lower(read(row)));
}

function value(text: string): Expression {
  const split = /^split\((.+), '([^']*)'\)\[0\]$/.exec(text);
  if (split) return (row) => String(value(split[1] ?? "")(row)).split(split[2] ?? "")[0];
  const call = /^(\w+)\((.+)\)$/.exec(text);
  if (call) return called(call[1] ?? "", value(call[2] ?? ""));
  if (!/^\w+(\.\w+)*$/.test(text)) throw new Error(`no expression ${text}`);
  return (row) =>
    text.split(".").reduce<unknown>((one, key) => (one as Row | undefined)?.[key], row);
}

function called(name: string, of: Expression): Expression {
  const text = (row: Row) => String(of(row) ?? "");
  if (name === "tolower") return (row) => text(row).toLowerCase();
  if (name === "tostring") return text;
  if (name === "isempty") return (row) => text(row) === "";
  throw new Error(`no function ${name}`);
}
