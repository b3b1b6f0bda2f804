/**
 * The nodes of a document in plain YAML: mappings and lists of words on one line, as nearly every policy is written. They
 * are read from the events of `js-yaml`, six times as fast as `yaml` reads them. Whatever is not plain (tags, anchors, text
 * over several lines, an entry without a value, several documents, every error) is left to `yaml`, which has the words for it.
 */
import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import {
  Document,
  isScalar,
  type Node,
  Pair,
  Scalar,
  type ScalarTag,
  YAMLMap,
  YAMLSeq,
} from "yaml";
import { remembered } from "../memo";

/** A policy nests about eight levels. */
const maxDepth = 20;
/**
 * What the two read otherwise: a tab can indent by mistake, lines can end otherwise than by a line feed, `js-yaml` passes
 * over directives it does not know, takes marks of documents that are indented or have text beside them, and the colon of a key may
 * stand further away for it than 1,024 characters.
 */
const unusual = /[\t\r\u0085\u2028\u2029\ufeff]|^%|^.{1000}|^ *\.\.\.|^ +---|^---(?! *(?:#.*)?$)/m;

/** Nothing when the text is not plain. */
export function plainYaml(text: string): Document | undefined {
  if (unusual.test(text)) return undefined;
  const events = eventsOf(text);
  const [first, ...inside] = events;
  if (first?.type !== EVENT_ID.DOCUMENT || first.explicitEnd || first.directives.length > 0) {
    return undefined;
  }
  if (!inside.every(isPlain)) return undefined;
  const document = new Document();
  const strays: number[] = [];
  const reading = { text, events: inside.values(), read: wordReader(document), strays };
  document.contents = nodeOf(reading);
  return strays.length === 0 ? document : undefined;
}

/** None when the text is not YAML at all, or nested deeper than a policy. */
function eventsOf(text: string): readonly Event[] {
  try {
    return parseEvents(text, { maxDepth });
  } catch {
    return [];
  }
}

function isPlain(event: Event): boolean {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return event.fast && event.anchorStart < 0 && event.tagStart < 0;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.anchorStart < 0 && event.tagStart < 0;
    default:
      return event.type === EVENT_ID.POP;
  }
}

interface Reading {
  readonly text: string;
  readonly events: Iterator<Event>;
  /** What a word without quotes stands for. */
  readonly read: (word: string) => unknown;
  /** Where an entry of a block stands behind another one on its line (`- { a: 1 } b: 2`, which is no YAML), or a key is no word. */
  readonly strays: number[];
}

/** The next node; nothing at the end of what holds it. */
function nodeOf(reading: Reading): Node | null {
  const { value: event } = reading.events.next();
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return scalarOf(event, reading);
    case EVENT_ID.SEQUENCE:
      return listOf(event, reading);
    case EVENT_ID.MAPPING:
      return mappingOf(event, reading);
    default:
      return null;
  }
}

function scalarOf(event: ScalarEvent, { text, read }: Reading): Scalar {
  const { valueStart, valueEnd, style } = event;
  const value = getScalarValue(text, event);
  const isBare = style === SCALAR_STYLE.PLAIN;
  const quote = isBare ? 0 : 1;
  const scalar = new Scalar(isBare ? read(value) : value);
  scalar.range = [valueStart - quote, valueEnd + quote, valueEnd + quote];
  return scalar;
}

function listOf({ start, style }: SequenceEvent, reading: Reading): YAMLSeq {
  const list = new YAMLSeq<Node>();
  for (let item = nodeOf(reading); item !== null; item = nodeOf(reading)) {
    list.items.push(item);
    if (style === COLLECTION_STYLE.BLOCK) noteStray(item, reading);
  }
  list.range = [start, start, start];
  return list;
}

function mappingOf({ start, style }: MappingEvent, reading: Reading): YAMLMap {
  const map = new YAMLMap<Node, Node | null>();
  for (let key = nodeOf(reading); key !== null; key = nodeOf(reading)) {
    if (style === COLLECTION_STYLE.BLOCK) noteStray(key, reading);
    // `yaml` refuses some of those that `js-yaml` takes, and no policy has one.
    if (!isScalar(key)) reading.strays.push(key.range?.[0] ?? 0);
    map.items.push(new Pair(key, nodeOf(reading)));
  }
  map.range = [start, start, start];
  return map;
}

/** An entry of a block begins its line, but for blanks and the dashes of the lists that it begins. */
function noteStray({ range }: Node, { text, strays }: Reading): void {
  const start = range?.[0] ?? 0;
  let at = start - 1;
  while (text[at] === " " || text[at] === "-") at -= 1;
  if (at >= 0 && text[at] !== "\n") strays.push(start);
}

/** By the tags of YAML 1.2's core schema as `yaml` has them: the same words recur, so each is looked up once. */
function wordReader({ schema, options }: Document): (word: string) => unknown {
  const tags = schema.tags.filter(
    (tag): tag is ScalarTag => !("collection" in tag && tag.collection) && tag.default === true,
  );
  const known = new Map<string, unknown>();
  return (word) =>
    remembered(known, word, () => {
      const found = tags
        .find(({ test }) => test?.test(word))
        ?.resolve(word, () => undefined, options);
      return isScalar(found) ? found.value : (found ?? word);
    });
}
