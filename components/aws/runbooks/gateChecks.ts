/** What a gate asks beside the calendar: the group's alarms, and how the ring before went. Machines ask the alarms too. */
import type { Look } from "./calendarSteps";
import { readInstant } from "./readInstant";
import { setting } from "./readRing";
import type { SettingName } from "./ringSettings";
import { type Step, scriptStep } from "./runbook";
import { readPlaces } from "./verdictPlaces";

/** Where a gate goes when a check fails. */
export const refusal = "Refuse";

export const checkSettings: readonly SettingName[] = [
  "CalendarNames",
  "Alarms",
  "AlarmNames",
  "RingBefore",
  "RingBeforePath",
  "RingBeforeVerdicts",
  "RingBeforeMaxAgeHours",
];

/**
 * An empty list of names would ask for every alarm of the account, and find none of them bad. Many machines may ask at once:
 * CloudWatch takes nine such calls a second, and the SDK slows down when it is told that they are too many.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const judgeAlarms = `
import boto3
from botocore.config import Config

def alarms_ok(events, context):
    if not events["names"]:
        raise Exception("nothing says which alarms are asked")
    cloudwatch = boto3.client("cloudwatch", config=Config(retries={"mode": "adaptive", "max_attempts": 10}))
    found = cloudwatch.describe_alarms(
        AlarmNames=events["names"], AlarmTypes=["MetricAlarm", "CompositeAlarm"], MaxRecords=100)
    alarms = found.get("MetricAlarms", []) + found.get("CompositeAlarms", [])
    states = {alarm["AlarmName"]: alarm["StateValue"] for alarm in alarms}
    bad = [f"{name} is {states.get(name, 'not there')}" for name in events["names"] if states.get(name) != "OK"]
    if bad:
        raise Exception("; ".join(bad))
    return {}
`.trimStart();

/**
 * Parameter Store is asked in the region of each verdict: by name, since it knows ARNs of shared parameters only; in other
 * accounts with a role that may read those verdicts and nothing else. Where the ring before is patched here too, its verdict
 * here comes first. Who cannot be asked has not gone well. A verdict says itself until when it counts, which is when the
 * run after it must be over; its age is bounded besides, by when the gate first asked: how long people think makes no verdict too old.
 */
const judgeRing = `
import boto3, json
${readInstant}${readPlaces}
def verdict_in(events, region, account, name):
    session = {}
    if account in events["readers"]:
        reader = events["readers"][account]
        kept = boto3.client("sts", region_name=region).assume_role(
            RoleArn=reader["role"], ExternalId=reader["externalId"], RoleSessionName="patch-gate",
            DurationSeconds=900)["Credentials"]
        session = {"aws_access_key_id": kept["AccessKeyId"], "aws_secret_access_key": kept["SecretAccessKey"],
                   "aws_session_token": kept["SessionToken"]}
    client = boto3.client("ssm", region_name=region, **session)
    return json.loads(client.get_parameter(Name=name)["Parameter"]["Value"])

def ring_healthy(events, context):
    asked = list(places(events["path"], events["verdicts"]))
    if not asked:
        raise Exception("nothing says where the ring before is patched")
    runs = []
    now = datetime.now(timezone.utc)
    began = now if events["began"] == "now" else instant(events["began"])
    for region, account, name in asked:
        where = f"{account}/{region}"
        verdict = verdict_in(events, region, account, name)
        if verdict.get("verdict") != "healthy":
            raise Exception(f"the ring before is {verdict.get('verdict')} in {where}")
        if verdict["until"] != "none" and instant(verdict["until"]) <= now:
            raise Exception(f"the ring before should have run in {where} by {verdict['until']}, and has said nothing since")
        age = began - instant(verdict["at"])
        if age > timedelta(hours=int(events["hours"])):
            raise Exception(f"the ring before was last healthy in {where} {age} ago")
        runs.append(verdict["windowExecutionId"])
    return {"run": runs[0], "began": began.strftime("%Y-%m-%dT%H:%M:%SZ")}
`.trimStart();

export interface Question {
  /** Where a yes goes on. */
  readonly following: string;
  /** @default - the run ends */
  readonly onFailure?: string;
  /** @default "" */
  readonly look?: Look;
}

/** The branches need to know what follows, so that the steps come as one list that ends in `following`. */
export function alarmSteps({ following, onFailure, look = "" }: Question): readonly Step[] {
  const asked = `AlarmsOk${look}`;
  return [
    {
      name: `WhetherAlarms${look}`,
      action: "aws:branch",
      description: "The ring has alarms, or has none.",
      choices: [{ variable: setting("Alarms"), stringEquals: "asked", nextStep: asked }],
      defaultStep: following,
    },
    scriptStep(asked, "Every alarm is there and OK; INSUFFICIENT_DATA is not.", {
      handler: "alarms_ok",
      script: judgeAlarms,
      payload: { names: setting("AlarmNames") },
      ...(onFailure === undefined ? {} : { onFailure }),
    }),
  ];
}

/** By account: who reads verdicts there. */
export type VerdictReaders = Readonly<
  Record<string, { readonly role: string; readonly externalId: string }>
>;

/** The readers stand in the runbook, not in its parameters: who starts it cannot choose them. */
export function ringBeforeSteps(
  readers: VerdictReaders,
  { following, look = "" }: Omit<Question, "onFailure">,
): readonly Step[] {
  const asked = `RingBeforeHealthy${look}`;
  return [
    {
      name: `WhetherRingBefore${look}`,
      action: "aws:branch",
      description: "The ring follows another one, or is the first.",
      choices: [{ variable: setting("RingBefore"), stringEquals: "none", nextStep: following }],
      defaultStep: asked,
    },
    scriptStep(
      asked,
      "The last run of the ring before that must be over by now went well, wherever it is.",
      {
        handler: "ring_healthy",
        script: judgeRing,
        payload: {
          path: setting("RingBeforePath"),
          verdicts: setting("RingBeforeVerdicts"),
          hours: setting("RingBeforeMaxAgeHours"),
          began: look === "" ? "now" : "{{ RingBeforeHealthy.Began }}",
          readers,
        },
        outputs: [
          { name: "Run", selector: "$.Payload.run", type: "String" },
          { name: "Began", selector: "$.Payload.began", type: "String" },
        ],
        onFailure: refusal,
      },
    ),
  ];
}
