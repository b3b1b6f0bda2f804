/**
 * The shop's machines, with the mistakes that application teams make. The policy pack of the organisation refuses this
 * stack; README.md says what it finds and how each finding is repaired.
 */
import * as ec2 from "@pulumi/aws/ec2";
import * as ssm from "@pulumi/aws/ssm";
import * as compute from "@pulumi/azure-native/compute";

const machine = { ami: "ami-0abcdef1234567890", instanceType: "t3.micro" };

// No PatchGroup tag: no window ever runs on it. No profile either: Systems Manager may not see it at all.
new ec2.Instance("cart", { ...machine, tags: { team: "shop" } });

// A ring that the document does not have.
new ec2.Instance("search", {
  ...machine,
  iamInstanceProfile: "shop",
  tags: { team: "shop", PatchGroup: "web.canry" },
});

// The image's own patching, which no schedule of the organisation can steer.
new compute.VirtualMachine("reports", {
  resourceGroupName: "rg-shop",
  location: "westeurope",
  tags: { team: "shop", PatchGroup: "web.early" },
  hardwareProfile: { vmSize: "Standard_B2s" },
  osProfile: {
    computerName: "reports",
    adminUsername: "shop",
    linuxConfiguration: { patchSettings: { patchMode: "ImageDefault" } },
  },
  storageProfile: {
    osDisk: { name: "reports-os", createOption: "FromImage" },
    imageReference: {
      publisher: "Canonical",
      offer: "ubuntu-24_04-lts",
      sku: "server",
      version: "latest",
    },
  },
  networkProfile: { networkInterfaces: [] },
});

// Approves late, weighs nothing, and leaves out a package for good.
const baseline = new ssm.PatchBaseline("shop", {
  name: "shop",
  operatingSystem: "AMAZON_LINUX_2023",
  approvalRules: [
    {
      approveAfterDays: 45,
      patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }],
    },
  ],
  rejectedPatches: ["openssl*"],
});
new ssm.PatchGroup("shop", { baselineId: baseline.id, patchGroup: "shop.all" });

// Starts at no agreed time, takes every machine at once, and knows no freeze.
const window = new ssm.MaintenanceWindow("shop", {
  name: "shop",
  schedule: "rate(7 days)",
  duration: 3,
  cutoff: 1,
});
const target = new ssm.MaintenanceWindowTarget("shop", {
  windowId: window.id,
  resourceType: "INSTANCE",
  targets: [{ key: "tag:team", values: ["shop"] }],
});
new ssm.MaintenanceWindowTask("shop", {
  windowId: window.id,
  taskType: "RUN_COMMAND",
  taskArn: "AWS-RunPatchBaseline",
  priority: 1,
  maxConcurrency: "100%",
  maxErrors: "100%",
  targets: [{ key: "WindowTargetIds", values: [target.id] }],
  taskInvocationParameters: {
    runCommandParameters: {
      parameters: [
        { name: "Operation", values: ["Install"] },
        { name: "RebootOption", values: ["RebootIfNeeded"] },
      ],
    },
  },
});
