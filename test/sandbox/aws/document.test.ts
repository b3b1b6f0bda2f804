import { beforeEach, describe, expect, it } from "vitest";
import { awsRules } from "../../../sandbox/aws";
import { documentType } from "../../../sandbox/aws/ssm/types";
import { awsHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const runbook = {
  schemaVersion: "0.3",
  description: "Gate of a ring",
  assumeRole: "{{ AutomationAssumeRole }}",
  parameters: {
    AutomationAssumeRole: { type: "String" },
    Calendar: { type: "String", default: "freeze" },
  },
  mainSteps: [
    {
      name: "calendarOpen",
      action: "aws:assertAwsResourceProperty",
      onFailure: "step:report",
      inputs: {
        Service: "ssm",
        Api: "GetCalendarState",
        CalendarNames: ["{{ Calendar }}"],
        PropertySelector: "$.State",
        DesiredValues: ["OPEN"],
      },
      nextStep: "choose",
    },
    {
      name: "choose",
      action: "aws:branch",
      inputs: {
        Choices: [{ NextStep: "report", Variable: "{{ Calendar }}", StringEquals: "freeze" }],
        Default: "wait",
      },
    },
    { name: "wait", action: "aws:sleep", inputs: { Duration: "PT1M" } },
    {
      name: "report",
      action: "aws:executeAwsApi",
      inputs: {
        Service: "ssm",
        Api: "PutParameter",
        Value: "{{ automation:EXECUTION_ID }} {{ calendarOpen.Output }} {{ global:DATE_TIME }}",
      },
      isEnd: true,
    },
  ],
};
const step = (index: number, change: object) => ({
  ...runbook,
  mainSteps: runbook.mainSteps.map((each, at) => (at === index ? { ...each, ...change } : each)),
});
const automation = (body: unknown) => ({
  name: "acme-gate",
  documentType: "Automation",
  content: JSON.stringify(body),
});

const calendar = (...lines: string[]) => ({
  name: "freeze",
  documentType: "ChangeCalendar",
  documentFormat: "TEXT",
  content: ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n"),
});
const header = [
  "PRODID:-//AWS//Change Calendar 1.0//EN",
  "VERSION:2.0",
  "X-CALENDAR-TYPE:DEFAULT_OPEN",
];
const event = (start = "20261218T000000", end = "20270105T000000") => [
  "BEGIN:VEVENT",
  "DTSTAMP:20261201T000000Z",
  `DTSTART;TZID=Europe/Berlin:${start}`,
  `DTEND;TZID=Europe/Berlin:${end}`,
  "SUMMARY:year-end",
  "UID:year-end",
  "RRULE:FREQ=YEARLY",
  "END:VEVENT",
];

let cloud: ServiceCloud;
const failuresOf = (inputs: object) => told(cloud.check(documentType, { ...inputs }));

beforeEach(() => {
  cloud = serviceCloud(awsRules, awsHome);
});

describe("Automation documents", () => {
  it("are taken as JSON and as YAML", () => {
    const yaml = [
      'schemaVersion: "0.3"',
      "mainSteps:",
      "  - { name: wait, action: 'aws:sleep', inputs: { Duration: PT1M } }",
    ].join("\n");

    expect(failuresOf(automation(runbook))).toBe("");
    expect(failuresOf({ ...automation({}), documentFormat: "YAML", content: yaml })).toBe("");
  });

  it("take loops with steps of their own", () => {
    const loop = {
      name: "each",
      action: "aws:loop",
      inputs: {
        Iterators: "{{ Calendar }}",
        Steps: [{ name: "inner", action: "aws:sleep", inputs: { Duration: "PT1M" } }],
      },
    };
    const nested = { ...runbook, mainSteps: [loop, ...runbook.mainSteps] };

    expect(failuresOf(automation(nested))).toBe("");
    expect(failuresOf(automation({ ...nested, mainSteps: [loop, loop] }))).toContain("not unique");
  });

  it.each([
    [{ ...runbook, schemaVersion: "2.2" }, 'must be "0.3", got "2.2"'],
    [{ ...runbook, step: [] }, "Unknown element 'step'"],
    [{ ...runbook, mainSteps: [] }, "at least one step"],
    [step(0, { name: "has space" }), "Step name 'has space'"],
    [step(1, { name: "wait" }), "Step name 'wait' is not unique"],
    [step(2, { action: "aws:nap" }), "unknown action 'aws:nap'"],
    [step(2, { timeout: 5 }), "unknown property 'timeout'"],
    [step(0, { nextStep: "nowhere" }), "next step 'nowhere' does not exist"],
    [step(0, { onFailure: "step:nowhere" }), "next step 'nowhere' does not exist"],
    [step(0, { onFailure: "Retry" }), "onFailure must be Abort, Continue or step:<name>"],
    [step(1, { inputs: { Choices: [{ NextStep: "nowhere" }] } }), "next step 'nowhere'"],
    [step(1, { inputs: {} }), "aws:branch requires the input Choices"],
    [step(3, { nextStep: "wait" }), "isEnd and nextStep can't be used together"],
    [
      step(2, {
        action: "aws:approve",
        inputs: {
          Approvers: ["ada"],
          NotificationArn: "arn:aws:sns:eu-central-1:012345678901:patch-approvals",
        },
      }),
      "topic 'patch-approvals' must be prefixed with \"Automation\"",
    ],
    [step(2, { maxAttempts: 11 }), "maxAttempts must be 1 to 10, got 11"],
    [step(2, { inputs: { Duration: "{{ Length }}" } }), "'{{ Length }}' is not declared"],
    [
      step(2, { inputs: { Duration: "{{ nostep.Output }}" } }),
      "'{{ nostep.Output }}' is not declared",
    ],
    [{ ...runbook, outputs: ["nostep.Output"] }, "Output 'nostep.Output'"],
    [{ ...runbook, assumeRole: "{{ Role }}" }, "'{{ Role }}' is not declared"],
    [{ ...runbook, parameters: { A: { type: "Text" } } }, "type 'Text' is not supported"],
    [
      { ...runbook, parameters: { A: { type: "String", default: "x", allowedValues: ["y"] } } },
      "not one of its allowedValues",
    ],
  ])("are refused: %#", (body, message) => {
    expect(failuresOf(automation(body))).toContain("InvalidDocumentContent: ");
    expect(failuresOf(automation(body))).toContain(message);
  });

  it("are refused when the text is no JSON, or in the wrong format", () => {
    expect(failuresOf({ ...automation({}), content: "{" })).toContain("JSON not well-formed");
    expect(failuresOf({ ...automation({}), content: "[]" })).toContain("must be an object");
    expect(failuresOf({ ...automation({}), documentFormat: "YAML", content: "a: [" })).toContain(
      "YAML not well-formed",
    );
    expect(failuresOf({ ...automation({}), documentFormat: "TEXT" })).toContain(
      "DocumentFormat TEXT is not valid for documents of type Automation",
    );
  });

  it("hold 64 KB and not a byte more", () => {
    const body = (length: number) => ({ ...runbook, description: "x".repeat(length) });
    const room = 65_536 - JSON.stringify(body(0)).length;

    expect(failuresOf(automation(body(room)))).toBe("");
    expect(failuresOf(automation(body(room + 1)))).toContain("MaxDocumentSizeExceeded");
  });
});

describe("Command documents", () => {
  const command = (change: object) => ({
    name: "acme-install",
    documentType: "Command",
    content: JSON.stringify({
      schemaVersion: "2.2",
      parameters: { Operation: { type: "String", allowedValues: ["Scan", "Install"] } },
      mainSteps: [
        { action: "aws:runShellScript", name: "run", inputs: { runCommand: ["{{ Operation }}"] } },
      ],
      ...change,
    }),
  });

  it.each([
    [{}, ""],
    [{ schemaVersion: "0.3" }, 'must be "2.2", "2.0" or "1.2"'],
    [{ mainSteps: [] }, "at least one step"],
    [{ mainSteps: [{ action: "aws:sleep", name: "run" }] }, "Unknown plugin 'aws:sleep'"],
    [{ parameters: {} }, "'{{ Operation }}' is not declared"],
  ])("with %o answer %j", (change, message) => {
    const failures = failuresOf(command(change));

    expect(message === "" ? failures === "" : failures.includes(message)).toBe(true);
  });
});

describe("change calendars", () => {
  it("are taken with events, and without when a VTODO stands in", () => {
    expect(failuresOf(calendar(...header, ...event()))).toBe("");
    expect(failuresOf(calendar(...header, "BEGIN:VTODO", "UID:a", "END:VTODO"))).toBe("");
  });

  it.each([
    [calendar(...header), "must hold a VEVENT"],
    [calendar(...header.slice(1), ...event()), "PRODID:-//AWS//Change Calendar 1.0//EN"],
    [calendar(...header.slice(0, 2), ...event()), "X-CALENDAR-TYPE:DEFAULT_OPEN|DEFAULT_CLOSED"],
    [calendar(...header, ...event().slice(0, -1)), "BEGIN:VEVENT has no END:VEVENT"],
    [calendar(...header, ...event("20270105T000000")), "must be after DTSTART"],
    [calendar(...header, ...event("2026-12-18")), "is no iCalendar date-time"],
    [calendar(...header, ...event(), ...event()), "UID 'year-end' is not unique"],
    [
      calendar(...header, ...event().filter((line) => !line.startsWith("SUMMARY"))),
      "has no SUMMARY",
    ],
    [
      calendar(...header, ...event().map((line) => line.replace("Europe/Berlin", "Mars"))),
      "TZID 'Mars'",
    ],
    [
      calendar(...header, ...event().map((line) => line.replace("YEARLY", "OFTEN"))),
      "RRULE 'FREQ=OFTEN'",
    ],
    [{ ...calendar(), content: "BEGIN:VCALENDAR\nEND:VCALENDAR\n" }, "lines must end with CRLF"],
    [{ ...calendar(), documentFormat: "JSON" }, "DocumentFormat JSON is not valid"],
  ])("are refused: %#", (inputs, message) => {
    expect(failuresOf(inputs)).toContain(message);
  });
});

describe("documents", () => {
  it.each([
    ["AWS-mine", "reserved"],
    ["amazon-mine", "reserved"],
    ["a b", "regular expression pattern"],
    ["ab", "regular expression pattern"],
  ])("are refused with the name %s", (name, message) => {
    expect(failuresOf({ ...automation(runbook), name })).toContain(message);
  });

  it("have one name an account and Region, and count their versions", () => {
    const made = cloud.create(documentType, automation(runbook));

    expect(made.id).toBe("acme-gate");
    expect(made.outputs).toMatchObject({
      arn: "arn:aws:ssm:eu-central-1:012345678901:document/acme-gate",
      schemaVersion: "0.3",
      latestVersion: "1",
      parameters: [{ name: "AutomationAssumeRole" }, { name: "Calendar", defaultValue: "freeze" }],
    });
    expect(() => cloud.create(documentType, automation(runbook))).toThrow(
      "operation error SSM: CreateDocument, DocumentAlreadyExists",
    );
    const changed = cloud.update(made, automation(step(2, { description: "wait" })));
    expect(changed.outputs["latestVersion"]).toBe("2");
    const tagged = cloud.update(changed, { ...changed.inputs, tags: { a: "b" } });
    expect(tagged.outputs["latestVersion"]).toBe("2");
  });

  it("can't be deleted while they are shared", () => {
    const permissions = { type: "Share", accountIds: "210987654321" };
    const made = cloud.create(documentType, { ...automation(runbook), permissions });

    expect(() => cloud.remove(made)).toThrow("DeleteDocument, InvalidDocumentOperation");
  });
});
