/**
 * The verdict on a restore that was a test: the machine that AWS Backup has made is well by EC2's own checks, or it is
 * not in time. Once it has a verdict, AWS Backup deletes the machine.
 */
import { place } from "./places";
import { type Runbook, type Step, scriptStep } from "./runbook";

export interface RestoreCheckOptions {
  /** ARN of the role of the check. */
  readonly assumeRole: string;
  /** ARN of the restore testing plan: restores of others get no verdict of ours. */
  readonly planArn: string;
}

/** Within the shortest time that AWS Backup keeps a restored machine, an hour, and with five minutes for the event. */
const patienceSeconds = { instance: 2400, system: 300 } as const;

export function restoreCheckRunbook({ assumeRole, planArn }: RestoreCheckOptions): Runbook {
  return {
    description: "Says whether a machine that was restored for a test is well.",
    assumeRole,
    parameters: {
      RestoreJobId: {
        type: "String",
        description: "The restore job that has ended.",
        allowedPattern: "^[0-9a-zA-Z-]{1,64}$",
      },
    },
    steps: [
      scriptStep("ReadJob", "Whose restore it was, and the machine that it made.", {
        handler: "read_job",
        script: readJob,
        payload: { job: "{{ RestoreJobId }}", plan: planArn },
        outputs: [
          { name: "Ours", selector: "$.Payload.ours", type: "String" },
          { name: "Machine", selector: "$.Payload.machine", type: "String" },
        ],
      }),
      {
        name: "WhetherOurs",
        action: "aws:branch",
        description: "A restore of anybody else is none of ours.",
        choices: [
          { variable: "{{ ReadJob.Ours }}", stringEquals: "yes", nextStep: "InstanceIsWell" },
        ],
        defaultStep: place.done,
      },
      isWell("InstanceIsWell", "Its system has started and answers.", "instance"),
      isWell("SystemIsWell", "So does what it runs on.", "system"),
      verdict("PutSuccessful", "SUCCESSFUL", "the status checks of the restored machine are ok"),
      verdict(
        "PutFailed",
        "FAILED",
        "the status checks of the restored machine were not ok in time",
      ),
      {
        name: place.done,
        action: "aws:sleep",
        description: "A branch must lead somewhere.",
        duration: "PT1S",
        isEnd: true,
      },
    ],
  };
}

const readJob = `
import boto3

def read_job(events, context):
    job = boto3.client("backup").describe_restore_job(RestoreJobId=events["job"])
    plan = job.get("CreatedBy", {}).get("RestoreTestingPlanArn")
    return {"ours": "yes" if plan == events["plan"] else "no",
            "machine": job.get("CreatedResourceArn", "none").split("/")[-1]}
`.trimStart();

function isWell(name: string, description: string, whose: "instance" | "system"): Step {
  const status = whose === "instance" ? "InstanceStatus" : "SystemStatus";
  return {
    name,
    action: "aws:waitForAwsResourceProperty",
    description,
    service: "ec2",
    api: "DescribeInstanceStatus",
    // Left to itself, it is silent about a machine that does not run.
    arguments: { InstanceIds: ["{{ ReadJob.Machine }}"], IncludeAllInstances: true },
    selector: `$.InstanceStatuses[0].${status}.Status`,
    desiredValues: ["ok"],
    timeoutSeconds: patienceSeconds[whose],
    onFailure: "PutFailed",
    onCancel: "PutFailed",
  };
}

function verdict(name: string, status: "SUCCESSFUL" | "FAILED", message: string): Step {
  return {
    name,
    action: "aws:executeAwsApi",
    description: `The test's verdict: ${message}.`,
    service: "backup",
    api: "PutRestoreValidationResult",
    arguments: {
      RestoreJobId: "{{ RestoreJobId }}",
      ValidationStatus: status,
      ValidationStatusMessage: message,
    },
    isEnd: true,
  };
}
