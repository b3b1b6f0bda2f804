/** Bytes as the text that they are in UTF-8, or where they stop being one. */
import type { Place } from "../beside";

interface NotUtf8 {
  readonly message: string;
  readonly at: Place;
}

export function decodeUtf8(bytes: Uint8Array): string | NotUtf8 {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const offset = firstBadByte(bytes);
    const before = new TextDecoder("utf-8").decode(bytes.subarray(0, offset)).split("\n");
    const shown = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    return {
      message: `the file is not UTF-8 text, from the byte 0x${shown} here on; save it as UTF-8`,
      at: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    };
  }
}

/** By halves: the longest beginning of a text, and of that the whole characters. */
function firstBadByte(bytes: Uint8Array): number {
  let [sound, broken] = [0, bytes.length + 1];
  while (broken - sound > 1) {
    const middle = (sound + broken) >>> 1;
    if (isText(bytes.subarray(0, middle), true)) sound = middle;
    else broken = middle;
  }
  while (!isText(bytes.subarray(0, sound), false)) sound -= 1;
  return sound;
}

/** @param mayGoOn whether the last character may be cut. */
function isText(bytes: Uint8Array, mayGoOn: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: mayGoOn });
    return true;
  } catch {
    return false;
  }
}
