/** A container of Azure's storage as workflows see it: entity tags, `If-None-Match`, `If-Match`, and errors in XML. */
import type { Answer, Call } from "./workflow";

export const storeAddress = "https://acmepatchruns.blob.core.windows.net/patch-runs";

export interface BlobStore {
  answer(call: Call): Answer;
  /** What a blob holds, by its path below the container. */
  read(path: string): Readonly<Record<string, unknown>> | undefined;
  write(path: string, body: unknown): void;
  paths(): readonly string[];
}

interface Blob {
  readonly body: unknown;
  readonly tag: string;
}

const missing: Answer = {
  status: 404,
  // No JSON that an expression could look into.
  body: "<Error><Code>BlobNotFound</Code></Error>",
};

export function simulateStore(): BlobStore {
  const blobs = new Map<string, Blob>();
  let tags = 0;
  const write = (path: string, body: unknown): string => {
    tags += 1;
    const tag = `"0x${tags}"`;
    blobs.set(path, { body, tag });
    return tag;
  };
  return {
    read: (path) => blobs.get(path)?.body as Readonly<Record<string, unknown>> | undefined,
    write,
    paths: () => [...blobs.keys()],
    answer: ({ method, url, body, headers }) => {
      const path = decodeURIComponent(url.pathname).replace("/patch-runs/", "");
      const blob = blobs.get(path);
      if (method === "GET") {
        return blob === undefined
          ? missing
          : { status: 200, body: blob.body, headers: { ETag: blob.tag } };
      }
      if (method !== "PUT" || headers["x-ms-blob-type"] !== "BlockBlob") return { status: 400 };
      if (headers["If-None-Match"] === "*" && blob !== undefined) return { status: 409 };
      const wanted = headers["If-Match"];
      if (wanted !== undefined && wanted !== blob?.tag) return { status: 412 };
      return { status: 201, headers: { ETag: write(path, body) } };
    },
  };
}
