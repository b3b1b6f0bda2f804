/** Finds and loads the policy document that the rules judge by. Without one nothing is judged, and the preview fails. */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { asOfOrNow } from "../model/asOf";
import { formatFault } from "../model/fault";
import { loadPlan } from "../model/load";
import type { World } from "./rule";

export interface DocumentRequest {
  /** `PATCHWARDEN_DOCUMENT` and `PATCHWARDEN_AS_OF`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `policyFile` of the pack's configuration. */
  readonly policyFile?: string | undefined;
  /** The pack's folder; the engine starts the pack there. */
  readonly packFolder: string;
  readonly now: () => Date;
}

export type OpenedDocument =
  | { readonly ok: true; readonly world: World }
  | { readonly ok: false; readonly problem: string };

const fileName = "patching.yaml";

/** `patching.yaml` in the folder or the nearest one above it. */
function searchUpward(folder: string): string | undefined {
  const candidate = join(folder, fileName);
  if (existsSync(candidate)) {
    return candidate;
  }
  const above = dirname(folder);
  return above === folder ? undefined : searchUpward(above);
}

/** Relative paths start from the folder above the pack: where `patching.yaml` stands by default. */
function locate(request: DocumentRequest): string | undefined {
  const named = request.environment["PATCHWARDEN_DOCUMENT"] || request.policyFile;
  if (!named) {
    return searchUpward(request.packFolder);
  }
  return isAbsolute(named) ? named : resolve(dirname(request.packFolder), named);
}

/** Never throws: a missing or invalid document is one line that says what to do. */
export function openDocument(request: DocumentRequest): OpenedDocument {
  const written = request.environment["PATCHWARDEN_AS_OF"];
  const asOf = asOfOrNow(written, request.now().getTime());
  if (asOf === undefined) {
    return {
      ok: false,
      problem: `PATCHWARDEN_AS_OF is not an instant, got ${written}; write one such as 2026-12-01T00:00Z`,
    };
  }
  const path = locate(request);
  if (path === undefined) {
    return {
      ok: false,
      problem: `no policy document found: no ${fileName} in ${request.packFolder} or above it; name one in PATCHWARDEN_DOCUMENT, or as policyFile of patchwarden-document in the pack's configuration`,
    };
  }
  const loaded = loadPlan(path);
  if (loaded.ok) {
    return { ok: true, world: { plan: loaded.plan, asOf } };
  }
  const [first, ...more] = loaded.faults;
  const line = first ? formatFault(first) : `${path}: not a valid policy document`;
  const rest = more.length > 0 ? ` (and ${more.length} more; patchwarden check shows all)` : "";
  return { ok: false, problem: `the policy document is not valid: ${line}${rest}` };
}
