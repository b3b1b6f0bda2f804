/** The run store as workflows see it: blobs by path, each the JSON that was put. */
import type { Answer, Call } from "./workflow";

export const storeUrl = "https://patchrunsprod.blob.core.windows.net/patch-runs";
export const otherStoreUrl = "https://patchrunsdev.blob.core.windows.net/patch-runs";

/** By `<host>/<path>`. */
export type Blobs = Map<string, Readonly<Record<string, unknown>>>;

export function blobKey(address: string): string {
  return address.replace("https://", "");
}

export function isStore({ url }: Call): boolean {
  return url.host.endsWith(".blob.core.windows.net");
}

/** The service answers faults in XML, which is no JSON that an expression could look into. */
export function answerBlob(blobs: Blobs, { method, url, body, headers }: Call): Answer {
  const key = `${url.host}${decodeURIComponent(url.pathname)}`;
  const found = blobs.get(key);
  if (method === "GET") {
    return found === undefined
      ? { status: 404, body: "<Error><Code>BlobNotFound</Code></Error>" }
      : { status: 200, body: found };
  }
  if (method !== "PUT") return { status: 405, body: "<Error/>" };
  if (headers["If-None-Match"] === "*" && found !== undefined) {
    return { status: 409, body: "<Error><Code>BlobAlreadyExists</Code></Error>" };
  }
  blobs.set(key, body as Readonly<Record<string, unknown>>);
  return { status: 201 };
}
