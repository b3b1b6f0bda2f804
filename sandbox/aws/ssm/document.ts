/** `aws.ssm.Document`: runbooks, command documents and change calendars. Names are identity; content is checked by type. */
import { createHash } from "node:crypto";
import { isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, generatedName, refusal, tagList } from "../apiCall";
import { nameOf, regionalArn } from "../identity";
import { automationFault } from "./automationContent";
import { changeCalendarFault } from "./changeCalendarContent";
import { commandFault } from "./commandContent";
import { type DocumentContent, parseContent } from "./documentContent";
import { documentType } from "./types";

/** Service Quotas, Systems Manager: documents per account and Region, versions and bytes of a document. */
const maxDocuments = 500;
const maxVersions = 1000;
const maxBytes = 65_536;

const reservedPrefixes = ["aws", "amazon", "amzn"];

const call: ApiCall = {
  service: "ssm",
  operation: "CreateDocument",
  members: {
    name: generatedName,
    content: "Content",
    documentType: "DocumentType",
    documentFormat: "DocumentFormat",
    targetType: "TargetType",
    versionName: "VersionName",
    attachmentsSources: { to: "Attachments", each: { key: "Key", name: "Name", values: "Values" } },
    tags: tagList,
  },
};

export const document: ServiceRules = {
  type: documentType,
  replaceOn: ["name"],
  // As the provider plans it: it makes every new version the default.
  renews: { content: ["defaultVersion", "documentVersion", "hash", "latestVersion", "parameters"] },
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkName(inputs),
    ...checkContent(inputs, unknown),
  ],
  refuseCreate: refuseTaken,
  refuseUpdate: refuseVersion,
  refuseDelete: refuseShared,
  create: (request) => {
    const name = nameOf(request);
    return {
      id: name,
      outputs: {
        ...answer(request, 1),
        arn: regionalArn(request.scope, "ssm", `document/${name}`),
        owner: request.scope.account,
        createdDate: new Date(request.now * 60_000).toISOString(),
        hashType: "Sha256",
        status: "Active",
        platformTypes: ["Linux", "MacOS", "Windows"],
      },
    };
  },
  update: (request) => {
    return answer(request, versionOf(request) + (isNewVersion(request) ? 1 : 0));
  },
};

function answer(request: ServiceRequest, version: number): Readonly<Record<string, unknown>> {
  const content = textOf(request.inputs["content"]) ?? "";
  const parsed = parseContent(request.inputs);
  const body = parsed.ok ? parsed.body : {};
  return {
    name: nameOf(request),
    documentFormat: request.inputs["documentFormat"] ?? "JSON",
    description: textOf(body["description"]) ?? "",
    schemaVersion: textOf(body["schemaVersion"]) ?? "1.0",
    parameters: Object.entries(recordAt(body, "parameters")).map(([name, parameter]) => ({
      name,
      type: textOf(recordAt(parameter)["type"]) ?? "String",
      description: textOf(recordAt(parameter)["description"]) ?? "",
      defaultValue: defaultText(recordAt(parameter)["default"]),
    })),
    hash: createHash("sha256").update(content).digest("hex"),
    documentVersion: String(version),
    latestVersion: String(version),
    defaultVersion: String(version),
  };
}

function defaultText(value: unknown): string {
  if (value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

function checkName(inputs: Plain): Failure[] {
  const name = textOf(inputs["name"])?.toLowerCase();
  const reserved = reservedPrefixes.find((prefix) => name?.startsWith(prefix));
  return reserved === undefined
    ? []
    : [
        failure(
          call,
          "name",
          `Document name '${inputs["name"]}' is not valid: names that start with aws, amazon or amzn are reserved`,
        ),
      ];
}

function checkContent(inputs: Plain, unknown: readonly string[]): Failure[] {
  const content = textOf(inputs["content"]);
  if (content === undefined || isUnknown(unknown, "documentType")) {
    return [];
  }
  const bytes = Buffer.byteLength(content, "utf8");
  if (bytes > maxBytes) {
    return [
      failure(
        call,
        "content",
        `The size limit of a document is 64 KB, got ${bytes} bytes`,
        "MaxDocumentSizeExceeded",
      ),
    ];
  }
  const parsed = parseContent(inputs);
  const fault = parsed.ok ? contentFault(textOf(inputs["documentType"]), parsed) : parsed.message;
  return fault === undefined ? [] : [failure(call, "content", fault, "InvalidDocumentContent")];
}

function contentFault(type: string | undefined, content: DocumentContent): string | undefined {
  switch (type) {
    case "Automation":
      return automationFault(content.body);
    case "ChangeCalendar":
      return changeCalendarFault(content.text);
    case "Command":
      return commandFault(content.body);
    default:
      return undefined;
  }
}

function refuseTaken(request: ServiceRequest): string | undefined {
  const name = nameOf(request);
  const documents = request.cloud.all(documentType);
  if (documents.some((other) => other.id === name)) {
    return refusal(call, "DocumentAlreadyExists", `Document with same name ${name} already exists`);
  }
  return documents.length >= maxDocuments
    ? refusal(call, "DocumentLimitExceeded", `You can have at most ${maxDocuments} documents`)
    : undefined;
}

function versionOf({ old }: ServiceRequest): number {
  return Number(old?.outputs["latestVersion"] ?? 1);
}

function isNewVersion({ old, inputs }: ServiceRequest): boolean {
  return old?.inputs["content"] !== inputs["content"];
}

/** Each update of the content is a version, and none is deleted with it. */
function refuseVersion(request: ServiceRequest): string | undefined {
  return isNewVersion(request) && versionOf(request) >= maxVersions
    ? refusal(
        { service: "ssm", operation: "UpdateDocument" },
        "DocumentVersionLimitExceeded",
        `The document has too many versions: ${maxVersions}. Delete one or more document versions and try again.`,
      )
    : undefined;
}

function refuseShared({ old }: ServiceRequest): string | undefined {
  const accounts = textOf(recordAt(old?.inputs, "permissions")["accountIds"]) ?? "";
  return accounts === ""
    ? undefined
    : refusal(
        { service: "ssm", operation: "DeleteDocument" },
        "InvalidDocumentOperation",
        `You must stop sharing the document ${old?.id} before you can delete it: it is shared with ${accounts}`,
      );
}
