/** The tags of a page in their order, read strictly: every one closed, every attribute quoted, no text left raw. */

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Text directly behind the opening tag, as written. */
  readonly text: string;
  /** Names of the elements around it, the outermost first. */
  readonly inside: readonly string[];
}

const voidNames = new Set(["meta", "link", "br", "hr", "img", "wbr"]);
const attribute = /\s+([a-z-]+)="([^"<>]*)"/gi;

/** @throws Error where the page is not well formed. */
export function tagsOf(html: string): readonly Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  const body = html.replace(/^<!doctype html>\n/, "");
  for (const match of body.matchAll(/([^<]*)(?:<([^>]*)>)?/g)) {
    const [, text = "", inner] = match;
    // A style sheet is raw text; elsewhere no angle may stand for itself.
    if (text.includes(">") && open.at(-1) !== "style") throw new Error(`raw text: ${text}`);
    const last = tags.at(-1);
    if (last?.text === "" && text !== "") tags[tags.length - 1] = { ...last, text };
    if (inner !== undefined) step(inner, tags, open);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(" ")}`);
  return tags;
}

function step(inner: string, tags: Tag[], open: string[]): void {
  if (inner.startsWith("/")) {
    const closed = open.pop();
    if (closed !== inner.slice(1)) throw new Error(`</${inner.slice(1)}> closes <${closed}>`);
    return;
  }
  const name = /^[a-zA-Z0-9]+/.exec(inner)?.[0] ?? "";
  const rest = inner.slice(name.length).replace(/\/$/, "");
  const attributes = Object.fromEntries(
    [...rest.matchAll(attribute)].map(([, key = "", value = ""]) => [key, value]),
  );
  if (rest.replace(attribute, "").trim() !== "") throw new Error(`odd attributes: <${inner}>`);
  tags.push({ name, attributes, text: "", inside: [...open] });
  if (!voidNames.has(name) && !inner.endsWith("/")) open.push(name);
}
