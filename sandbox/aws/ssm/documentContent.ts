/** Reads a document's content in the format that its inputs name. */
import { parseDocument } from "yaml";
import { isRecord, type Plain, textOf } from "../../plainValue";

export interface DocumentContent {
  readonly ok: true;
  readonly text: string;
  /** Empty for the TEXT format. */
  readonly body: Plain;
}

export type ParsedContent = DocumentContent | { readonly ok: false; readonly message: string };

export function parseContent(inputs: Plain): ParsedContent {
  const text = textOf(inputs["content"]) ?? "";
  const format = textOf(inputs["documentFormat"]) ?? "JSON";
  const isCalendar = inputs["documentType"] === "ChangeCalendar";
  if (isCalendar !== (format === "TEXT")) {
    return {
      ok: false,
      message: `DocumentFormat ${format} is not valid for documents of type ${inputs["documentType"]}`,
    };
  }
  if (isCalendar) {
    return { ok: true, text, body: {} };
  }
  return format === "YAML" ? parseYaml(text) : parseJson(text);
}

function parseJson(text: string): ParsedContent {
  try {
    return asBody(text, JSON.parse(text));
  } catch (error) {
    return { ok: false, message: `JSON not well-formed. ${message(error)}` };
  }
}

function parseYaml(text: string): ParsedContent {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) {
    return { ok: false, message: `YAML not well-formed. ${error.message.split("\n")[0]}` };
  }
  return asBody(text, document.toJS());
}

function asBody(text: string, body: unknown): ParsedContent {
  return isRecord(body)
    ? { ok: true, text, body }
    : { ok: false, message: "The document must be an object at its top" };
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
