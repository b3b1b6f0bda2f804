/** `patchwarden vendors`: the register of vendors, with their support ends and promises beside the deadlines. */
import { describeDuration } from "../../model/duration";
import { counted, renderTable } from "../../model/textTable";
import {
  describeTightest,
  type RegisteredVendor,
  type Support,
  supportOn,
  unregisteredSystems,
  vendorRegister,
} from "../../model/vendors/register";
import {
  type AddCommand,
  asOfOption,
  commandContext,
  example,
  onDocument,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export const addVendors: AddCommand = (program, outside, state) => {
  onDocument(program.command("vendors"))
    .description("show vendors: support ends, and promised patches beside the groups' deadlines")
    .addOption(asOfOption())
    .addHelpText("after", example("patchwarden vendors --as-of 2026-12-01T00:00Z"))
    .action((options) => {
      state.exit = runVendors(options, commandContext(outside, options.asOf));
    });
};

interface VendorRow extends RegisteredVendor {
  readonly support: Support;
}

export function runVendors(options: DocumentOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy, plan } = opened.loaded;
  const rows = vendorRegister(policy, plan).map((one) => ({
    ...one,
    support: supportOn(one.vendor, context.asOf),
  }));
  const unregistered = unregisteredSystems(policy, plan);
  const ended = rows.filter(({ support, groups }) => support.kind === "ended" && groups.length > 0);
  const exit = ended.length > 0 ? 3 : 0;
  if (options.json) {
    context.out(JSON.stringify({ exit, vendors: rows.map(toJson), unregistered }, null, 2));
    return exit;
  }
  for (const line of [...renderRegister(rows), ...renderDeliveries(rows)]) context.out(line);
  if (unregistered.length > 0) context.out(`no vendor for: ${unregistered.join(", ")}`);
  context.out(
    `${counted(rows.length, "vendor")}, ${ended.length} with ended support of a system in use`,
  );
  context.out(nextStep(exit, unregistered.length));
  return exit;
}

function nextStep(exit: ExitCode, unregistered: number): string {
  if (exit === 3)
    return "next: move the groups to a newer system, or enter the extended support that was bought";
  return unregistered > 0
    ? "next: add the systems without a vendor to the document's vendors"
    : "next: patchwarden check --only vendor names what ends soon or comes too late";
}

function renderRegister(rows: readonly VendorRow[]): readonly string[] {
  return rows.length === 0
    ? []
    : renderTable(
        ["vendor", "systems", "used by", "support", "contact"],
        rows.map(({ name, vendor, groups, support }) => [
          name,
          vendor.systems.join(", "),
          groups.join(", ") || "-",
          supportText(support),
          vendor.contact ?? "unknown",
        ]),
      );
}

function supportText(support: Support): string {
  switch (support.kind) {
    case "unknown":
      return "unknown";
    case "ended":
      return `ENDED on ${support.until}`;
    case "supported":
      return `until ${support.until}, ${support.daysLeft}d`;
    case "extended":
      return `extended until ${support.until}, ${support.daysLeft}d`;
  }
}

function renderDeliveries(rows: readonly VendorRow[]): readonly string[] {
  const promises = rows.flatMap(({ name, deliveries }) =>
    deliveries.map(({ patches, promised, tightest, isTooSlow }) => [
      name,
      patches,
      describeDuration(promised),
      tightest === undefined ? "-" : describeTightest(tightest),
      isTooSlow ? "TOO SLOW" : "-",
    ]),
  );
  return promises.length === 0
    ? []
    : [
        "",
        ...renderTable(["vendor", "patches", "promised", "tightest deadline", ""], promises),
        "",
      ];
}

function toJson({ name, vendor, groups, support, deliveries }: VendorRow): object {
  return {
    name,
    title: vendor.title ?? name,
    systems: vendor.systems,
    groups,
    support,
    contact: vendor.contact ?? null,
    deliveries: deliveries.map(({ promised, tightest, ...rest }) => ({
      ...rest,
      promised: describeDuration(promised),
      ...(tightest === undefined
        ? {}
        : { tightest: { ...tightest, within: describeDuration(tightest.within) } }),
    })),
  };
}
