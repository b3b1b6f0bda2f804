/** The texts of a made-up organisation, read once. */
import type { Beside } from "../../model/beside";
import { filesBeside, readFileText } from "../../model/load/disk";

/** @throws Error for a root document that is not there. */
export function readAll(file: string): {
  readonly root: string;
  readonly beside: Beside;
  readonly texts: readonly string[];
} {
  const read = readFileText(file);
  if (!read.ok) throw new Error(read.message);
  const disk = filesBeside(file);
  const folders = ["", "groups"];
  const names = folders.flatMap((folder) =>
    (disk.list(folder) ?? []).map((name) => (folder === "" ? name : `${folder}/${name}`)),
  );
  const texts = new Map(
    names.filter((name) => name !== "patching.yaml").map((name) => [name, disk.read(name)]),
  );
  const missing = { ok: false, message: "no such file" } as const;
  return {
    root: read.text,
    beside: { read: (name) => texts.get(name) ?? missing, list: disk.list },
    texts: [read.text, ...[...texts.values()].flatMap((one) => (one.ok ? [one.text] : []))],
  };
}
