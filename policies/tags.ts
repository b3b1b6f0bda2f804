/** Tags of a resource, in both forms that providers have: a mapping, and `aws-native`'s list of keys and values. */
import { type Properties, UndeterminedError, WrongTypeError } from "./properties";

/** What can be read of them: one that a preview does not know, or of a wrong type, is left out. */
export function readableTags(resource: Properties): Readonly<Record<string, string>> {
  const mapped = readable(() => resource.object("tags"));
  return Object.fromEntries(mapped ? mappedTags(mapped) : listedTags(resource));
}

type Tag = readonly [string, string];

function mappedTags(tags: Properties): readonly Tag[] {
  return tags.keys().flatMap((key) => tag(key, () => tags.text(key)));
}

function listedTags(resource: Properties): readonly Tag[] {
  const count = readable(() => resource.count("tags")) ?? 0;
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const entry = readable(() => resource.item("tags", index));
    const key = readable(() => entry?.text("key"));
    return key === undefined ? [] : tag(key, () => entry?.text("value"));
  });
}

function tag(key: string, read: () => string | undefined): readonly Tag[] {
  const value = readable(read);
  return value === undefined ? [] : [[key, value]];
}

function readable<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UndeterminedError || error instanceof WrongTypeError) return undefined;
    throw error;
  }
}
