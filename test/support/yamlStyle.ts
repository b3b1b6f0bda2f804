/** Writes a value as YAML the way people do: now in lines, now in brackets, with and without quotes, with remarks. */

/** Draws numbers; the same draws give the same text. */
export type Draw = (below: number) => number;

export function drawFrom(choices: readonly number[]): Draw {
  let next = 0;
  return (below) => (choices[next++ % choices.length] ?? 0) % below;
}

/** The document as text. Values in `shared` are written once, and referred to from then on. */
export function styledYaml(
  value: Readonly<Record<string, unknown>>,
  draw: Draw,
  shared: ReadonlySet<unknown> = new Set(),
): string {
  const names = new Map<unknown, string>();
  const writer = new Writer(draw, shared, names);
  const lines = writer.block(value, "");
  const lineEnd = draw(5) === 0 ? "\r\n" : "\n";
  return `${lines.join(lineEnd)}${draw(4) === 0 ? "" : lineEnd}`;
}

class Writer {
  readonly #draw: Draw;
  readonly #shared: ReadonlySet<unknown>;
  readonly #names: Map<unknown, string>;

  constructor(draw: Draw, shared: ReadonlySet<unknown>, names: Map<unknown, string>) {
    this.#draw = draw;
    this.#shared = shared;
    this.#names = names;
  }

  block(value: Readonly<Record<string, unknown>>, indent: string): string[] {
    return Object.entries(value).flatMap(([key, one]) => [
      ...(this.#draw(9) === 0 ? [`${indent}# about ${key}`] : []),
      ...(indent === "" && this.#draw(3) === 0 ? [""] : []),
      ...this.#entry(`${indent}${key}:`, one, `${indent}  `),
    ]);
  }

  #entry(start: string, value: unknown, indent: string): string[] {
    const known = this.#names.get(value);
    if (known !== undefined) return [`${start} *${known}`];
    const anchor = this.#anchor(value);
    if (!isCollection(value) || isEmpty(value) || this.#draw(2) === 0) {
      return [`${start}${anchor} ${this.#flow(value, false)}${this.#remark()}`];
    }
    const head = `${start}${anchor}${this.#remark()}`;
    if (!Array.isArray(value)) {
      return [head, ...this.block(value as Record<string, unknown>, indent)];
    }
    return [head, ...value.flatMap((item) => this.#item(item, indent))];
  }

  #item(item: unknown, indent: string): string[] {
    if (!isCollection(item) || Array.isArray(item) || isEmpty(item) || this.#draw(2) === 0) {
      return [`${indent}- ${this.#flow(item, false)}${this.#remark()}`];
    }
    const lines = this.block(item as Record<string, unknown>, `${indent}  `);
    const first = lines.findIndex((line) => !line.trimStart().startsWith("#"));
    return lines.map((line, index) =>
      index === first ? `${indent}- ${line.slice(indent.length + 2)}` : line,
    );
  }

  #anchor(value: unknown): string {
    if (!this.#shared.has(value)) return "";
    const name = `a${this.#names.size}`;
    this.#names.set(value, name);
    return ` &${name}`;
  }

  #flow(value: unknown, inFlow: boolean): string {
    if (Array.isArray(value)) return `[${value.map((one) => this.#flow(one, true)).join(", ")}]`;
    if (isCollection(value)) {
      const pairs = Object.entries(value as object).map(
        ([key, one]) => `${key}: ${this.#flow(one, true)}`,
      );
      return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")}${this.#draw(6) === 0 ? "," : ""} }`;
    }
    if (typeof value !== "string") return String(value);
    const mustQuote = /^\d+$/.test(value) || (inFlow && value.includes(",")) || value === "";
    const style = this.#draw(6);
    if (style === 0) return `'${value}'`;
    return style === 1 || mustQuote ? JSON.stringify(value) : value;
  }

  #remark(): string {
    return this.#draw(5) === 0 ? `  # remark ${this.#draw(100)}` : "";
  }
}

function isCollection(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: unknown): boolean {
  return isCollection(value) && Object.keys(value).length === 0;
}
