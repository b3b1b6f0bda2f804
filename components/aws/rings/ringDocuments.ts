/** The runbooks that run once for a ring: gate and close, and the dispatch that starts the closes of a window's rings. */
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { closeStatements, gateStatements } from "../access/gateAccess";
import { startStatements } from "../access/startAccess";
import { closeRunbook } from "../runbooks/closeRunbook";
import { dispatchRunbook } from "../runbooks/dispatchRunbook";
import type { VerdictReaders } from "../runbooks/gateChecks";
import { gateRunbook } from "../runbooks/gateRunbook";
import { renderRunbook } from "../runbooks/renderRunbook";
import { verdictsBefore } from "../runbooks/ringRuns";
import { declareDocument } from "../systemsDocument";
import { declareRole, promotions } from "./patchRunbooksParts";
import { type Declared, type RunbooksContext, started } from "./runbookDocuments";

export function declareGate({ at, name, args, parent }: RunbooksContext): Declared {
  const { approval, calendarArns, verdictReaders = {} } = args;
  const { prefix } = at;
  const before = Object.values(args.rings ?? {}).flatMap((ring) => verdictsBefore(at, ring));
  const readable = [...new Set(before)].sort().filter((arn) => isOf(arn, args.accountId));
  const role = declareRole(name, "gate", args, parent, () =>
    gateStatements(args, {
      prefix,
      verdictArns: readable,
      readerRoleArns: Object.values(verdictReaders).map(({ roleArn }) => roleArn),
      calendarArns,
      topicArn: approval?.topicArn,
      ...promotions(args, prefix),
    }),
  );
  const content = pulumi
    .all([role, args.lists, pulumi.output(verdictReaders)])
    .apply(([assumeRole, lists, known]) =>
      renderRunbook(
        gateRunbook({
          ...{ assumeRole, prefix, readers: readersOf(known) },
          ...present({ approval, lists }),
        }),
      ),
    );
  return { role, document: declareDocument(`${name}-gate`, args, parent, "Automation", content) };
}

function isOf(arn: string, accountId: string): boolean {
  return arn.split(":")[4] === accountId;
}

/** As the gate's script takes them. */
function readersOf(
  readers: Readonly<Record<string, { readonly roleArn: string; readonly externalId: string }>>,
): VerdictReaders {
  return Object.fromEntries(
    Object.entries(readers).map(([account, { roleArn, externalId }]) => [
      account,
      { role: roleArn, externalId },
    ]),
  );
}

export function declareClose({ at, name, args, parent }: RunbooksContext): Declared {
  const { prefix } = at;
  const role = declareRole(name, "close", args, parent, () =>
    closeStatements(args, prefix, promotions(args, prefix).promotions),
  );
  const content = pulumi
    .all([role, args.lists])
    .apply(([assumeRole, lists]) =>
      renderRunbook(closeRunbook({ assumeRole, prefix, ...present({ lists }) })),
    );
  return { role, document: declareDocument(`${name}-close`, args, parent, "Automation", content) };
}

export function declareDispatch(
  { name, args, parent }: RunbooksContext,
  close: Declared,
): Declared {
  const role = declareRole(name, "dispatch", args, parent, () =>
    startStatements(args, started(close)),
  );
  const content = pulumi
    .all([role, close.document.name])
    .apply(([assumeRole, closeDocument]) =>
      renderRunbook(dispatchRunbook({ assumeRole, closeDocument })),
    );
  return {
    role,
    document: declareDocument(`${name}-dispatch`, args, parent, "Automation", content),
  };
}
