/** What is wrong with a policy document, and where: one clear line a fault. */

/** A step into the document: a key, or an index of a list. */
export type PathStep = string | number;

export interface Fault {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** `groups.web.rings[0].window`; empty for the document itself. */
  readonly path: string;
  /** What is wrong, the value seen, what is allowed or what to do. */
  readonly message: string;
}

/** A fault before its position is known. */
export interface PathFault {
  readonly path: readonly PathStep[];
  readonly message: string;
  /** Point at the key instead of the value. */
  readonly atKey?: boolean;
  /** Another place that the message ends with, such as where a name was used before. */
  readonly other?: readonly PathStep[];
}

/** `patching.yaml:12:7: <message>` */
export function formatFault(fault: Fault): string {
  return `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`;
}

/** `groups.web.rings[0].window` */
export function formatPath(path: readonly PathStep[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : `${text}${text === "" ? "" : "."}${step}`,
    "",
  );
}
