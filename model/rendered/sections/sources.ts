/** The files of a document in several, each by its digest: what the one in the title block is made of. */
import type { PolicySource } from "../source";
import { name, paragraph, type Section, table, text } from "../tree";

export function sourcesSection({ files }: PolicySource): Section | undefined {
  if (files.length === 1) return undefined;
  return {
    id: "sources",
    title: "Sources",
    blocks: [
      paragraph(
        text`The digest in the title block is that of this list as ${name("sha256sum")} prints it.`,
      ),
      ...table(
        ["File", "SHA-256"],
        files.map(({ file, sha256 }) => [name(file), name(sha256)]),
      ),
    ],
  };
}
