/**
 * What exists in the sandbox's clouds: one JSON file per stack, `cloud/<project>.<stack>.json`. Every stack's resources are
 * visible to every other, as in an account. The files hold what the clouds would hold, secrets too: they are made private.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Instant } from "../../model/time";
import type { Sdk } from "../schema/shape";
import type { DeletedResource, StoredResource } from "../service";
import { withLock } from "./lock";

export interface CloudResource extends StoredResource {
  readonly cloud: Sdk;
}

export interface ResourceKey {
  readonly cloud: Sdk;
  readonly type: string;
  readonly account: string;
  /** "" for what lives in no region. */
  readonly region: string;
  readonly id: string;
}

/** What the cloud remembers of a resource that is gone. */
interface CloudDeletion extends ResourceKey, DeletedResource {}

interface StackContent {
  readonly resources: readonly CloudResource[];
  readonly deleted: readonly CloudDeletion[];
}

interface StackFile extends StackContent {
  readonly name: string;
}

/** How many deletions a stack's file remembers; what rules ask about happened a moment ago. */
const memory = 500;

export interface CloudStore {
  all(): readonly CloudResource[];
  find(key: ResourceKey): CloudResource | undefined;
  /** Replaces the resource where it stands, else adds it to the stack of its URN. */
  put(resource: CloudResource): void;
  remove(key: ResourceKey, at: Instant): void;
  /** Oldest first. */
  deleted(): readonly CloudDeletion[];
  /** Nothing else changes the cloud while `change` runs. */
  exclusively<T>(change: () => T): T;
}

export function openCloudStore(folder: string): CloudStore {
  const { read, write } = stackFiles(folder);
  const all = () => read().flatMap((file) => file.resources);
  return {
    all,
    find: (key) => all().find((resource) => matches(resource, key)),
    put(resource) {
      const key = keyOf(resource);
      const files = read();
      const holder = files.find((file) => file.resources.some((each) => matches(each, key)));
      const name = holder?.name ?? stackFileName(resource.urn);
      const file = files.find((each) => each.name === name) ?? { name, resources: [], deleted: [] };
      const others = file.resources.filter((each) => !matches(each, key));
      write({ ...file, resources: [...others, resource] });
    },
    remove(key, at) {
      for (const file of read()) {
        const resources = file.resources.filter((each) => !matches(each, key));
        if (resources.length === file.resources.length) continue;
        const deleted = [...file.deleted, { ...key, at }].slice(-memory);
        write({ ...file, resources, deleted });
      }
    },
    deleted: () =>
      read()
        .flatMap((file) => file.deleted)
        .sort((left, right) => left.at - right.at),
    exclusively: (change) => withLock(folder, change),
  };
}

/** The file of the stack in a URN, `urn:pulumi:<stack>::<project>::…`. */
export function stackFileName(urn: string): string {
  const [stack = "", project = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return `${encodeURIComponent(project)}.${encodeURIComponent(stack)}.json`;
}

export function keyOf(resource: CloudResource): ResourceKey {
  const { cloud, type, scope, id } = resource;
  return { cloud, type, account: scope.account, region: scope.region, id };
}

/** ARM ids are compared without case, and an id says its location itself. */
function matches(resource: CloudResource, key: ResourceKey): boolean {
  if (resource.cloud !== key.cloud || resource.type !== key.type) return false;
  if (key.cloud === "azure-native") return resource.id.toLowerCase() === key.id.toLowerCase();
  const { account, region } = resource.scope;
  return resource.id === key.id && account === key.account && region === key.region;
}

/** Reads and writes the stacks' files; one that has not changed since, or that we wrote, is not parsed again. */
function stackFiles(folder: string) {
  const known = new Map<string, { readonly stamp: string; readonly file: StackFile }>();
  return {
    read: (): readonly StackFile[] =>
      fileNames(folder).map((name) => {
        const full = path.join(folder, name);
        const stamp = stampOf(full);
        const cached = known.get(name);
        if (cached?.stamp === stamp) return cached.file;
        const file = { name, ...parse(full) };
        known.set(name, { stamp, file });
        return file;
      }),
    write(file: StackFile): void {
      mkdirSync(folder, { recursive: true });
      const temporary = path.join(folder, `${file.name}.${process.pid}.tmp`);
      writeFileSync(temporary, contentText(file), { mode: 0o600 });
      // Of the temporary file: after the rename, the file of this name may be another process's.
      known.set(file.name, { stamp: stampOf(temporary), file });
      renameSync(temporary, path.join(folder, file.name));
    },
  };
}

function stampOf(file: string): string {
  const { ino, mtimeMs, size } = statSync(file);
  return `${ino} ${mtimeMs} ${size}`;
}

/** One resource a line. A stack's file is written for each of its resources: what stays is not made to text again. */
function contentText({ resources, deleted }: StackContent): string {
  const lines = (all: readonly object[]) => all.map((one) => `\n${textOf(one)}`).join(",");
  return `{"version":1,"resources":[${lines(resources)}],"deleted":[${lines(deleted)}]}\n`;
}

const texts = new WeakMap<object, string>();

function textOf(entry: object): string {
  const text = texts.get(entry) ?? JSON.stringify(entry);
  texts.set(entry, text);
  return text;
}

function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

function parse(file: string): StackContent {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StackContent;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} is not a state file of the sandbox (${reason}): delete it`);
  }
}
