/** What the vendors of the systems promise, and until when they support them. */
import { systemFacts } from "../../systems";
import {
  type RegisteredVendor,
  supportOn,
  unregisteredSystems,
  vendorRegister,
} from "../../vendors/register";
import type { PolicySource } from "../source";
import { names, paragraph, type Section, type Text, table } from "../tree";
import { dateWords, durationWords, listWords } from "../words";

export function vendorsSection(source: PolicySource): Section | undefined {
  const { policy, plan } = source;
  const register = vendorRegister(policy, plan);
  if (register.length === 0) return undefined;
  const unknown = unregisteredSystems(policy, plan).map((system) => systemFacts(system).title);
  return {
    id: "vendors",
    title: "Vendors",
    blocks: [
      paragraph(
        "No promise of this policy can be kept before the vendor has delivered: times count from the release. This is what the vendors promise, and until when.",
      ),
      ...table(
        ["Vendor", "Systems", "Delivers within", "Supported until", "Groups", "Contact"],
        register.map((one) => vendorRow(source, one)),
      ),
      ...(unknown.length === 0
        ? []
        : [paragraph(`Nobody is registered as the vendor of ${listWords(unknown)}.`)]),
    ],
  };
}

function vendorRow({ asOf }: PolicySource, one: RegisteredVendor): readonly Text[] {
  const { name, vendor, groups, deliveries } = one;
  return [
    vendor.title ?? name,
    listWords(vendor.systems.map((system) => systemFacts(system).title)),
    deliveries.length === 0
      ? "no promise"
      : deliveries.flatMap(({ patches, promised, isTooSlow }, index) => {
          const words = `${patches}: ${durationWords(promised)}`;
          return [
            index === 0 ? "" : "; ",
            isTooSlow ? { strong: `${words}, longer than the deadline` } : words,
          ];
        }),
    supportText(vendor, asOf),
    groups.length === 0 ? "none" : names(groups),
    vendor.contact ?? "unknown",
  ];
}

function supportText(vendor: RegisteredVendor["vendor"], asOf: number): Text {
  const support = supportOn(vendor, asOf);
  switch (support.kind) {
    case "unknown":
      return "unknown";
    case "supported":
      return dateWords(support.until);
    case "extended":
      return `${dateWords(support.until)}, extended support`;
    case "ended":
      return [{ strong: `ended on ${dateWords(support.until)}` }];
  }
}
