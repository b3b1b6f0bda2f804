/** Which findings a command line asks for: by id, or by what ids begin with. */
import { suggestion } from "../model/document/suggestion";
import { type FindingId, findingIds } from "../model/findings/catalogue";

type Selection =
  | { readonly ok: true; readonly ids: readonly FindingId[] }
  | { readonly ok: false; readonly message: string };

/** Every word must name at least one finding: a misspelt one would judge nothing and look like success. */
export function selectIds(words: readonly string[]): Selection {
  const wanted = words.map((word) => word.trim());
  const lost = wanted.find((word) => word === "" || !findingIds.some((id) => matches(id, word)));
  return lost === undefined
    ? { ok: true, ids: findingIds.filter((id) => wanted.some((word) => matches(id, word))) }
    : {
        ok: false,
        message: `got "${lost}", and no finding has an id that begins so${suggestion(lost, findingIds)}; docs/findings.md lists them`,
      };
}

function matches(id: FindingId, word: string): boolean {
  return id === word || (!isWhole(word) && id.startsWith(word));
}

function isWhole(word: string): boolean {
  return (findingIds as readonly string[]).includes(word);
}
