/** Tags and directives of YAML: a policy needs none, and those that are not obeyed must not be passed over. */

const plainTags = ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `!!${name}`);
const longestShown = 60;

/** Why a tag or a directive is refused; nothing for those that say what is so without them. */
export function unreadMark(written: string): string | undefined {
  const shown = written.length > longestShown ? `${written.slice(0, longestShown)}…` : written;
  if (written.startsWith("%")) {
    return /^%YAML[ \t]+1\.2[ \t]*(?:#.*)?$/.test(written)
      ? undefined
      : `the directive ${shown.trim()} is not read: a policy is plain YAML 1.2; remove the line`;
  }
  return plainTags.includes(written)
    ? undefined
    : `the YAML tag ${shown} is not read: a policy holds plain values only; remove it, and quote what must be text`;
}
