/** Files beside a document that are only in memory. */
import type { Beside } from "../../model/beside";

export function memoryFiles(files: Readonly<Record<string, string>>): Beside {
  const names = Object.keys(files);
  return {
    read: (relative) => {
      const text = Object.hasOwn(files, relative) ? files[relative] : undefined;
      return text === undefined
        ? { ok: false, message: "no such file" }
        : { ok: true, text, bytes: Buffer.byteLength(text), identity: relative };
    },
    list: (folder) => {
      const prefix = folder === "" ? "" : `${folder}/`;
      const inside = names
        .filter((name) => name.startsWith(prefix) && !name.slice(prefix.length).includes("/"))
        .map((name) => name.slice(prefix.length));
      return folder !== "" && inside.length === 0 ? undefined : inside;
    },
  };
}
