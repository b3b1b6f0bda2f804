/** The API call behind a maintenance window task: where each property of the resource goes. */
import { type ApiCall, generatedName } from "../apiCall";

const parameters = { to: "Parameters", dictionary: ["name", "values"] } as const;

export const registerTask: ApiCall = {
  service: "ssm",
  operation: "RegisterTaskWithMaintenanceWindow",
  members: {
    windowId: "WindowId",
    taskArn: "TaskArn",
    taskType: "TaskType",
    serviceRoleArn: "ServiceRoleArn",
    targets: { to: "Targets", each: { key: "Key", values: "Values" } },
    priority: "Priority",
    maxConcurrency: "MaxConcurrency",
    maxErrors: "MaxErrors",
    cutoffBehavior: "CutoffBehavior",
    name: generatedName,
    description: "Description",
    taskInvocationParameters: {
      to: "TaskInvocationParameters",
      fields: {
        runCommandParameters: {
          to: "RunCommand",
          fields: {
            comment: "Comment",
            documentHash: "DocumentHash",
            documentHashType: "DocumentHashType",
            documentVersion: "DocumentVersion",
            timeoutSeconds: "TimeoutSeconds",
            outputS3Bucket: "OutputS3BucketName",
            outputS3KeyPrefix: "OutputS3KeyPrefix",
            serviceRoleArn: "ServiceRoleArn",
            parameters,
            cloudwatchConfig: {
              to: "CloudWatchOutputConfig",
              fields: {
                cloudwatchLogGroupName: "CloudWatchLogGroupName",
                cloudwatchOutputEnabled: "CloudWatchOutputEnabled",
              },
            },
            notificationConfig: {
              to: "NotificationConfig",
              fields: {
                notificationArn: "NotificationArn",
                notificationEvents: "NotificationEvents",
                notificationType: "NotificationType",
              },
            },
          },
        },
        automationParameters: {
          to: "Automation",
          fields: { documentVersion: "DocumentVersion", parameters },
        },
        lambdaParameters: {
          to: "Lambda",
          fields: { clientContext: "ClientContext", payload: "Payload", qualifier: "Qualifier" },
        },
        stepFunctionsParameters: {
          to: "StepFunctions",
          fields: { input: "Input", name: "Name" },
        },
      },
    },
  },
};
