/**
 * Expressions of Azure's workflow definition language: a parser and a strict evaluator. It knows the functions that our
 * workflows use and refuses every other; where Azure would quietly take a null, it throws.
 */
import { findIana } from "windows-iana";

export type Expression =
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "index";
      readonly of: Expression;
      readonly by: Expression;
      readonly optional: boolean;
    };

/** What an expression can reach: `item`, `body`, `variables`, … by function name. */
export type Environment = Readonly<Record<string, (...args: string[]) => unknown>>;

export function isExpression(text: string): boolean {
  return text.startsWith("@") && !text.startsWith("@@");
}

const parsed = new Map<string, Expression>();

export function parseExpression(text: string): Expression {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const expression = parseWhole(text);
  parsed.set(text, expression);
  return expression;
}

function parseWhole(text: string): Expression {
  if (!isExpression(text) || text.startsWith("@{")) {
    throw new Error(`not a whole expression: ${text}`);
  }
  const tokens = tokenise(text.slice(1));
  const [expression, rest] = parseOne(tokens, 0);
  if (rest !== tokens.length) {
    throw new Error(`unexpected ${tokens[rest]} in ${text}`);
  }
  return expression;
}

/** Names of the actions that an expression refers to. */
export function referencedActions(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "literal":
      return [];
    case "index":
      return [...referencedActions(expression.of), ...referencedActions(expression.by)];
    case "call": {
      const [first] = expression.args;
      const own =
        ["body", "outputs"].includes(expression.name) && first?.kind === "literal"
          ? [String(first.value)]
          : [];
      return [...own, ...expression.args.flatMap(referencedActions)];
    }
  }
}

export function evaluate(expression: Expression, environment: Environment): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "index":
      return readProperty(
        evaluate(expression.of, environment),
        evaluate(expression.by, environment),
        expression.optional,
      );
    case "call": {
      const args = expression.args.map((arg) => evaluate(arg, environment));
      const reached = environment[expression.name];
      if (reached !== undefined) {
        return reached(...args.map((arg) => String(arg)));
      }
      const known = functions[expression.name];
      if (known === undefined) {
        throw new Error(`unknown function ${expression.name}`);
      }
      return known(...args);
    }
  }
}

const tokenPattern = /\s*(?:('(?:[^']|'')*')|(-?\d+)|([A-Za-z]\w*)|(\?\[|[()[\],]))/y;

function tokenise(text: string): readonly string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (match === null) {
      throw new Error(`cannot read ${text.slice(at)}`);
    }
    tokens.push(match[0].trim());
  }
  return tokens;
}

function parseOne(tokens: readonly string[], start: number): [Expression, number] {
  let [expression, next] = parsePrimary(tokens, start);
  for (let token = tokens[next]; token === "[" || token === "?["; token = tokens[next]) {
    const [by, after] = parseOne(tokens, next + 1);
    expect(tokens, after, "]");
    expression = { kind: "index", of: expression, by, optional: token === "?[" };
    next = after + 1;
  }
  return [expression, next];
}

function parsePrimary(tokens: readonly string[], start: number): [Expression, number] {
  const token = tokens[start] ?? "";
  if (token.startsWith("'")) {
    return [{ kind: "literal", value: token.slice(1, -1).replaceAll("''", "'") }, start + 1];
  }
  if (/^-?\d+$/.test(token)) {
    return [{ kind: "literal", value: Number(token) }, start + 1];
  }
  const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
  if (token in words) {
    return [{ kind: "literal", value: words[token] }, start + 1];
  }
  expect(tokens, start + 1, "(");
  const args: Expression[] = [];
  let next = start + 2;
  while (tokens[next] !== ")") {
    const [arg, after] = parseOne(tokens, next);
    args.push(arg);
    next = after;
    if (tokens[next] === ",") next += 1;
    else expect(tokens, next, ")");
  }
  return [{ kind: "call", name: token, args }, next + 1];
}

function expect(tokens: readonly string[], at: number, wanted: string): void {
  if (tokens[at] !== wanted) {
    throw new Error(`expected ${wanted}, got ${tokens[at] ?? "the end"} in ${tokens.join(" ")}`);
  }
}

function readProperty(of: unknown, by: unknown, optional: boolean): unknown {
  if (of === null || of === undefined) {
    if (optional) return null;
    throw new Error(`cannot read ${String(by)} of null`);
  }
  if (typeof of !== "object" || Array.isArray(of) !== (typeof by === "number")) {
    throw new Error(`cannot select ${String(by)} of ${JSON.stringify(of)}`);
  }
  const value = (of as Record<string | number, unknown>)[by as string | number];
  if (value === undefined && !optional) {
    throw new Error(`there is no ${String(by)} in ${JSON.stringify(of)}`);
  }
  return value ?? null;
}

type Fn = (...args: unknown[]) => unknown;

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error(`expected a text, got ${JSON.stringify(value)}`);
  return value;
}
function number(value: unknown): number {
  if (typeof value !== "number" || Number.isNaN(value)) {
    throw new Error(`expected a number, got ${JSON.stringify(value)}`);
  }
  return value;
}
function truth(value: unknown): boolean {
  if (typeof value !== "boolean") throw new Error(`expected a truth, got ${JSON.stringify(value)}`);
  return value;
}
function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`expected an array, got ${JSON.stringify(value)}`);
  return value;
}
function time(value: unknown): number {
  const millis = Date.parse(text(value));
  if (Number.isNaN(millis)) throw new Error(`expected a timestamp, got ${JSON.stringify(value)}`);
  return millis;
}
function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`expected an object, got ${JSON.stringify(value)}`);
  }
  return value as Readonly<Record<string, unknown>>;
}
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
function distinct(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value, index) => values.findIndex((one) => same(one, value)) === index);
}
function merged(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...values.map(fields));
}
function shifted(value: unknown, by: unknown, unit: number): string {
  return new Date(time(value) + number(by) * unit).toISOString();
}

const functions: Readonly<Record<string, Fn>> = {
  and: (...args) => args.map(truth).every(Boolean),
  or: (...args) => args.map(truth).some(Boolean),
  not: (value) => !truth(value),
  if: (condition, yes, no) => (truth(condition) ? yes : no),
  equals: same,
  greater: (a, b) => number(a) > number(b),
  greaterOrEquals: (a, b) => number(a) >= number(b),
  less: (a, b) => (typeof a === "string" ? a < text(b) : number(a) < number(b)),
  lessOrEquals: (a, b) => number(a) <= number(b),
  coalesce: (...args) => args.find((arg) => arg !== null && arg !== undefined) ?? null,
  length: (value) => (typeof value === "string" ? value.length : list(value).length),
  contains: (within, value) =>
    typeof within === "string" ? within.includes(text(value)) : list(within).includes(value),
  first: (value) => list(value)[0] ?? null,
  last: (value) => list(value).at(-1) ?? null,
  take: (value, count) => text(value).slice(0, number(count)),
  join: (values, by) => list(values).map(text).join(text(by)),
  split: (value, by) => text(value).split(text(by)),
  createArray: (...args) => args,
  union: (...args) => (args.every(Array.isArray) ? distinct(args.flat()) : merged(args)),
  intersection: (a, b) =>
    distinct(list(a).filter((value) => list(b).some((one) => same(one, value)))),
  setProperty: (of, name, value) => ({ ...fields(of), [text(name)]: value }),
  json: (value) => JSON.parse(text(value)),
  endsWith: (value, end) => text(value).toLowerCase().endsWith(text(end).toLowerCase()),
  concat: (...args) => args.map(text).join(""),
  replace: (value, from, to) => text(value).replaceAll(text(from), text(to)),
  startsWith: (value, start) => text(value).toLowerCase().startsWith(text(start).toLowerCase()),
  toLower: (value) => text(value).toLowerCase(),
  string: (value) =>
    typeof value === "string" ? value : value === null ? "" : JSON.stringify(value),
  int: (value) => number(Number(text(value))),
  // Whether Azure escapes a quote here is not documented, so nothing may rely on it.
  uriComponent: (value) => encodeURIComponent(text(value)),
  min: (values) => {
    if (list(values).length === 0) throw new Error("min of no values");
    return Math.min(...list(values).map(number));
  },
  mul: (a, b) => number(a) * number(b),
  sub: (a, b) => number(a) - number(b),
  add: (a, b) => number(a) + number(b),
  addSeconds: (value, by) => shifted(value, by, 1000),
  addMinutes: (value, by) => shifted(value, by, 60_000),
  addDays: (value, by) => shifted(value, by, 86_400_000),
  // Ticks are 100 ns since year 1; thousandths of a second are as fine as these workflows compare.
  ticks: (value) => time(value) * 10_000 + 621_355_968_000_000_000,
  formatDateTime: (value, format) => formatted(time(value), text(format)),
  convertFromUtc: (value, zone, format) => localDay(time(value), text(zone), text(format)),
};

/** RFC 1123, and minutes; other formats of .NET are not known here. */
function formatted(millis: number, format: string): string {
  if (format === "r") return new Date(millis).toUTCString();
  if (format !== "yyyy-MM-dd HH:mm") throw new Error(`unknown format ${format}`);
  return new Date(millis).toISOString().slice(0, 16).replace("T", " ");
}

/** The local day in a Windows zone, by the engine's own time zone data and not by the model's. */
function localDay(millis: number, windowsZone: string, format: string): string {
  const [zone] = findIana(windowsZone);
  if (zone === undefined) throw new Error(`unknown time zone ${windowsZone}`);
  const day = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(millis);
  const [year = "", month = "", date = ""] = day.split("-");
  if (format === "MMdd") return `${month}${date}`;
  if (format === "yyyyMMdd") return `${year}${month}${date}`;
  throw new Error(`unknown format ${format}`);
}
