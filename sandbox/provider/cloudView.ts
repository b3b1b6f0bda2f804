/** The cloud as one request may see it: its own account, its own region, every stack. */
import type { Instant } from "../../model/time";
import type { CloudStore } from "../cloud/cloudStore";
import type { Sdk } from "../schema/shape";
import type { CloudView, Scope } from "../service";

/** Resources and requests without a region (IAM) see, and are seen in, every region. */
export function cloudView(store: CloudStore, sdk: Sdk, scope: Scope): CloudView {
  const here = (other: Scope) =>
    other.account === scope.account &&
    (sdk === "azure-native" ||
      scope.region === "" ||
      other.region === "" ||
      other.region === scope.region);
  const everywhere = (type: string) =>
    store.all().filter((resource) => resource.cloud === sdk && resource.type === type);
  return {
    everywhere,
    all: (type) => everywhere(type).filter((resource) => here(resource.scope)),
    deleted: (type) =>
      store
        .deleted()
        .filter((gone) => gone.cloud === sdk && gone.type === type)
        .filter(({ account, region }) => here({ account, region, partition: "aws" }))
        .map(({ id, at }) => ({ id, at })),
  };
}

/** `PATCHWARDEN_AS_OF`, else now; whole minutes. @throws Error when the variable is no instant. */
export function sandboxClock(): Instant {
  const asOf = process.env["PATCHWARDEN_AS_OF"];
  const milliseconds = asOf ? Date.parse(asOf) : Date.now();
  if (Number.isNaN(milliseconds)) {
    throw new Error(
      `PATCHWARDEN_AS_OF is ${JSON.stringify(asOf)}: give an instant such as 2026-12-01T00:00Z`,
    );
  }
  return Math.floor(milliseconds / 60_000);
}
