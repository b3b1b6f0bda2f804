/** RACI: who is accountable, responsible, consulted and informed for each layer of a group's machines. */
import * as z from "zod";
import { listOf, mapping, sentence } from "./parsed";

const party = () => sentence("the name of a team");

const parties = (what: string) =>
  listOf(party(), "teams")
    .default([])
    .meta({
      description: `${what}; nobody when left out`,
      examples: [["platform"]],
    });

const layer = mapping({
  accountable: z
    .union([party(), listOf(party(), "teams")], {
      error: () => "must be the name of a team, or a list of them",
    })
    .transform((written) => (typeof written === "string" ? [written] : written))
    .prefault([])
    .meta({
      description: "Team of `teams` that answers for the layer: exactly one, else a finding",
      examples: ["payments"],
    }),
  responsible: listOf(party(), "teams")
    .optional()
    .meta({
      description: "Teams of `teams` that do the work; the accountable one when left out",
      examples: [["payments"]],
    }),
  consulted: parties("Teams of `teams` that are asked before"),
  informed: parties("Teams of `teams` that are told after"),
});

const one = (what: string, accountable: string) =>
  layer
    .optional()
    .meta({ description: `${what}; nobody when left out`, examples: [{ accountable }] });

export const layers = mapping({
  application: one("The application, and what it brings along", "payments"),
  operatingSystem: one("The operating system and its packages", "platform"),
  platform: one("What patches: windows, runbooks, agents and recovery points", "platform"),
  security: one("Deadlines, exceptions and the proof that both are kept", "platform-security"),
});
