/** Loads the schema of an installed SDK: from the user's cache, else read once from the declarations and cached. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { remembered } from "../../model/memo";
import { readSdk } from "./readSdk";
import type { Schema, Sdk } from "./shape";

/** Part of the cache's file name: raise it when the form of `Schema` changes. */
const form = 1;

interface Installed {
  readonly root: string;
  readonly version: string;
}

/** @throws Error when the SDK is not installed. */
export function installedSdk(sdk: Sdk): Installed {
  const manifest = require.resolve(`@pulumi/${sdk}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return { root: path.dirname(manifest), version };
}

const loaded = new Map<string, Promise<Schema>>();

/** Once a process. Warm about 0.1 s, cold about 3 s. A cache that cannot be read or written only costs time. */
export async function loadSchema(sdk: Sdk): Promise<Schema> {
  const installed = installedSdk(sdk);
  const file = path.join(cacheFolder(), `${sdk}-${installed.version}.${form}.json`);
  return remembered(loaded, file, () => readSchema(sdk, installed, file));
}

async function readSchema(sdk: Sdk, { root, version }: Installed, file: string): Promise<Schema> {
  const cached = readCache(file);
  if (cached !== undefined) return cached;
  const ts = await import("typescript");
  const schema = readSdk(ts, root, sdk, version);
  writeCache(file, schema);
  return schema;
}

function cacheFolder(): string {
  const base = process.env["XDG_CACHE_HOME"] || path.join(homedir(), ".cache");
  return path.join(base, "patchwarden", "schema");
}

function readCache(file: string): Schema | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Schema;
  } catch {
    return undefined;
  }
}

/** Written to a name of its own and renamed, so that a reader never sees half a file. */
function writeCache(file: string, schema: Schema): void {
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(schema));
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}
