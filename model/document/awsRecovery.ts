/** Where recovery points lie on AWS, how long nobody can delete them, and whether they can be restored. */
import { sameEverywhere as keyOf, keyRegion } from "../kmsKeys";
import { listOf, mapping, oneOf, patternText, truth } from "./parsed";
import { wholeNumber } from "./rates";
import { copyKey, formerKeys, vaultKey, volumeKeys } from "./recoveryKeys";
import { scheduleText, wholeDays, wholeHours, zoneName } from "./times";

export const region = patternText(
  /^[a-z]{2,4}(?:-[a-z]+)+-\d$/,
  "an AWS region such as eu-central-1",
);

const lock = mapping({
  mode: oneOf(["governance", "compliance"]).meta({
    description:
      "governance: who may change the lock can take it away; compliance: after changeableFor nobody can, not even AWS",
    examples: ["governance"],
  }),
  changeableFor: wholeDays(3, 36_500)
    .optional()
    .meta({
      description:
        "Time in which a compliance lock can still be taken back; needed there, and none when left out",
      examples: ["14d"],
    }),
  minKeep: wholeDays(1, 36_500)
    .prefault("1d")
    .meta({
      description: "Nothing may be kept shorter",
      examples: ["7d"],
    }),
  maxKeep: wholeDays(1, 36_500)
    .optional()
    .meta({ description: "Nothing may be kept longer; no limit when left out", examples: ["90d"] }),
}).superRefine(({ mode, changeableFor, minKeep, maxKeep }, context) => {
  const refuse = (key: string, message: string): void =>
    context.addIssue({ code: "custom", path: [key], message });
  if (mode === "compliance" && changeableFor === undefined) {
    refuse("changeableFor", "must say for how long a compliance lock can be taken back, from 3d");
  }
  if (mode === "governance" && changeableFor !== undefined) {
    refuse(
      "changeableFor",
      "must be left out with governance: AWS would make it a compliance lock",
    );
  }
  if (maxKeep !== undefined && maxKeep < minKeep) refuse("maxKeep", "must not be below minKeep");
});

const copyTo = mapping({
  region: region.meta({
    description: "Region of the copies, in which no group is patched; a new vault is made there",
    examples: ["eu-west-1"],
  }),
  vault: patternText(
    /^arn:aws[a-z-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:[a-zA-Z0-9_-]{2,50}$/,
    "the ARN of a backup vault",
  )
    .optional()
    .meta({
      description: "Vault that exists there, in this or another account; a new one when left out",
      examples: ["arn:aws:backup:eu-west-1:123456789012:backup-vault:copies"],
    }),
  keep: wholeDays(1, 3650)
    .optional()
    .meta({ description: "How long copies are kept; the tier's when left out", examples: ["30d"] }),
  key: copyKey,
}).superRefine(({ region: place, vault, key }, context) => {
  const refuse = (path: string, message: string): void =>
    context.addIssue({ code: "custom", path: [path], message });
  if (vault !== undefined && vault.split(":")[3] !== place) {
    refuse("vault", `must be a vault in ${place}, the region beside it`);
  }
  if (vault !== undefined && key !== undefined) {
    refuse("key", "must be left out with vault: an existing vault keeps its key");
  }
  if (key?.startsWith("arn:") && keyRegion(key) !== place) {
    refuse("key", `must be a key in ${place}, the region beside it`);
  }
});

const restoreTests = mapping({
  schedule: scheduleText().meta({
    description: "When the latest recovery points are restored; an offset in whole weeks only",
    examples: ["first sunday at 12:00"],
  }),
  timezone: zoneName()
    .optional()
    .meta({
      description: "Zone of the schedule; the document's when left out",
      examples: ["Europe/Berlin"],
    }),
  start: wholeHours(1, 168)
    .prefault("8h")
    .meta({ description: "Time in which the tests may begin", examples: ["4h"] }),
  validation: wholeHours(1, 168)
    .prefault("1h")
    .meta({
      description: "How long what was restored stays at most; it is deleted once it has a verdict",
      examples: ["6h"],
    }),
  check: truth()
    .default(true)
    .meta({
      description:
        "EC2's status checks of the restored machine are the verdict of its test; false leaves it to checks of your own",
      examples: [false],
    }),
}).superRefine(({ schedule }, context) => {
  if (schedule.kind !== "monthlyWeekday" || schedule.offsetDays % 7 === 0) return;
  const message = "must not be moved by days: AWS Backup waits whole weeks only";
  context.addIssue({ code: "custom", path: ["schedule"], message });
});

const vaultName = () => patternText(/^[a-zA-Z0-9_-]{2,50}$/, "the name of a backup vault");

export const recovery = mapping({
  vault: vaultName()
    .optional()
    .meta({
      description:
        "Backup vault that exists in every account and region; a new one in each when left out",
      examples: ["patching"],
    }),
  key: vaultKey,
  formerKeys,
  formerVaults: listOf(vaultName(), "vaults")
    .optional()
    .meta({
      description:
        "Backup vaults that vault named before, in every account and region: runs, restores and the auditor look for recovery points there, too, until they are taken out of here; none when left out",
      examples: [["central"]],
    }),
  volumeKeys,
  lock: lock.optional().meta({
    description:
      "Nobody deletes recovery points before their time, in the vaults that are made: beside vault, those of formerKeys and of copies; no lock when left out",
    examples: [{ mode: "governance", minKeep: "7d", maxKeep: "90d" }],
  }),
  copyTo: copyTo.optional().meta({
    description: "A second place for each recovery point of a backup plan; none when left out",
    examples: [{ region: "eu-west-1", keep: "30d" }],
  }),
  restoreTests: restoreTests.optional().meta({
    description: "Restores the latest points and deletes what was restored; never when left out",
    examples: [{ schedule: "first sunday at 12:00" }],
  }),
  maxPoints: wholeNumber("of recovery points", 1, 100_000)
    .optional()
    .meta({
      description:
        "The most recovery points that one machine may have at a time, copies counted: its cost cap; none when left out",
      examples: [30],
    }),
}).superRefine((written, context) => {
  const { vault, key, formerKeys: formers = [], lock: locked, copyTo: copied } = written;
  const refuse = (path: string, message: string): void =>
    context.addIssue({ code: "custom", path: [path], message });
  const again = (written.formerVaults ?? []).find(
    (one, index, all) => one === vault || all.indexOf(one) !== index,
  );
  if (again !== undefined) {
    refuse("formerVaults", `must be other vaults than vault, each once, and ${again} is not`);
  }
  const made = vault === undefined ? ["default"] : [];
  const now: readonly string[] = typeof key === "string" ? [key] : (key ?? made);
  const of = formers.map(keyOf);
  const used = now.map(keyOf);
  const same = formers.find(
    (one, index) => used.includes(keyOf(one)) || of.indexOf(keyOf(one)) !== index,
  );
  if (same !== undefined) {
    refuse("formerKeys", `must be other keys than key, each once, and ${same} is not`);
  }
  if (vault === undefined) return;
  if (key !== undefined)
    refuse("key", "must be left out with vault: an existing vault keeps its key");
  const makesVault = formers.length > 0 || (copied !== undefined && copied.vault === undefined);
  if (locked !== undefined && !makesVault)
    refuse("lock", "must be left out with vault: who made the vault locks it");
});
