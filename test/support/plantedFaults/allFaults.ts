/** Every fault that is planted in the proof. */
import { approvalFaults } from "./approvals";
import { imageFaults } from "./images";
import { landingFaults } from "./landings";
import { listFaults } from "./lists";
import { pathFaults } from "./paths";
import type { PlantedFault } from "./plantedFault";
import { releaseFaults } from "./releases";
import { runFaults } from "./runs";
import { soakFaults } from "./soaks";
import { verdictFaults } from "./verdicts";

export const allFaults: readonly PlantedFault[] = [
  ...releaseFaults,
  ...runFaults,
  ...approvalFaults,
  ...landingFaults,
  ...imageFaults,
  ...listFaults,
  ...soakFaults,
  ...pathFaults,
  ...verdictFaults,
];
