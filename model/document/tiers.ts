/** Business criticality: tiers, and what each of them promises. */
import { deadlines } from "./deadlines";
import { mapping, nameText, truth } from "./parsed";
import { wholeDays } from "./times";

const recoveryPoint = mapping({
  required: truth().default(true).describe("Nothing is installed without a recovery point"),
  keep: wholeDays(1, 3650).prefault("7d").describe("How long recovery points are kept"),
});

export const tier = mapping({
  deadlines: deadlines.describe("What is promised, from the vendor's release"),
  outOfCycle: nameText.optional().describe("Path for what routine windows cannot serve in time"),
  recoveryPoint: recoveryPoint.prefault({}).describe("What an install can go back to"),
});
