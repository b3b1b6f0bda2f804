/**
 * Where the verdicts of the ring before stand, written so short that fifty places fit beside a ring's other settings: what
 * all paths have in common once, and a line an account with its regions.
 */

/** A parameter's ARN, in its parts. */
interface Verdict {
  readonly region: string;
  readonly account: string;
  /** Of its path what stands before `/<patch group>/close`. */
  readonly base: string;
}

export interface VerdictPlaces {
  /** What all begin with, a star for what a line says, and the ring's own end; `none` without verdicts. */
  readonly path: string;
  /** `012345678901 /prod-* eu-central-1 eu-west-1`: account, its part of the path with a star for the region, regions. */
  readonly lines: readonly string[];
}

/** @param verdictArns of closes of the ring, `…:parameter/…/<patch group>/close`. */
export function verdictPlaces(verdictArns: readonly string[], patchGroup: string): VerdictPlaces {
  const end = `/${patchGroup}/close`;
  const verdicts = verdictArns.map((arn) => parse(arn, end));
  const head = sharedHead(verdicts.map(({ base }) => base));
  const regions = new Map<string, string[]>();
  for (const { region, account, base } of verdicts) {
    // No name in Parameter Store has a star.
    const line = `${account} ${base.slice(head.length).replaceAll(region, "*")}`;
    regions.set(line, [...(regions.get(line) ?? []), region]);
  }
  return {
    path: verdicts.length === 0 ? "none" : `${head}*${end}`,
    lines: [...regions].map(([line, all]) => [line, ...all].join(" ")),
  };
}

function parse(arn: string, end: string): Verdict {
  const [, , , region = "", account = "", ...rest] = arn.split(":");
  return { region, account, base: rest.join(":").slice("parameter".length, -end.length) };
}

/** What paths have in common, in whole parts: `/patchwarden/acme/dev`. */
export function sharedHead([first = "", ...others]: readonly string[]): string {
  const parts = first.split("/");
  const differs = parts.findIndex((part, index) =>
    others.some((other) => other.split("/")[index] !== part),
  );
  return differs === -1 ? first : parts.slice(0, differs).join("/");
}

/** Python that reads the lines again: region, account and name of each verdict, in their order. */
export const readPlaces = `
def places(path, lines):
    for line in lines:
        account, part, *regions = line.split(" ")
        for region in regions:
            yield region, account, path.replace("*", part).replace("*", region)
`;
