/** The programs of the pages about AWS can be copied as they stand: they compile, and the services take what they declare. */
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import * as aws from "../../components/aws";
import { loadSchema } from "../../sandbox/schema/loadSchema";
import { deploy } from "../support/mocks";
import { compileFaults, type PageProgram, programsOf, runProgram } from "../support/pagePrograms";
import { type SandboxCloud, sandboxCloud } from "../support/sandboxCloud";

const folder = "docs/components/aws";
const pages = readdirSync(path.resolve(__dirname, "../..", folder)).map(
  (page) => `${folder}/${page}`,
);
const ofComponents = pages.flatMap(programsOf);

let schema: SandboxCloud["provider"]["schema"];
beforeAll(async () => {
  schema = await loadSchema("aws");
});

/** What the components, and then the services, say. */
async function refusalsOf({ text }: PageProgram) {
  const cloud = await sandboxCloud("012345678901", schema);
  const { resources, rejections } = await deploy(
    () => runProgram(text, { "patchwarden/aws": aws }),
    { create: (resource) => cloud.create(resource) },
  );
  return { resources, refusals: [...rejections, ...cloud.refusals] };
}

describe("the programs of the pages about AWS", () => {
  it("compile with the package's types, and one with a wrong name does not", () => {
    const wrong = {
      name: "wrong.ts",
      text: 'import { Window } from "patchwarden/aws";\nnew Window();',
    };

    const faults = compileFaults([...ofComponents, ...programsOf("docs/adoption.md"), wrong]);

    expect(faults).toEqual([expect.stringContaining("wrong.ts: Module")]);
  }, 240_000);

  it.each(ofComponents)("deploys as it stands: $name", async (program) => {
    const { resources, refusals } = await refusalsOf(program);

    expect(refusals).toEqual([]);
    const component = path.basename(program.name).split(".")[0] ?? "";
    const types = resources.map(({ type }) => type.toLowerCase());
    if (component !== "wholeRun")
      expect(types).toContain(`patchwarden:aws:${component.toLowerCase()}`);
  });

  it("is one a component", () => {
    const components = Object.keys(aws).filter((name) => /^[A-Z]/.test(name));

    const named = ofComponents.map(({ name }) => path.basename(name).split(".")[0]?.toLowerCase());
    expect(named.toSorted()).toEqual(
      [...components, "wholeRun"].map((name) => name.toLowerCase()).toSorted(),
    );
  });
});

describe("the page with a whole run", () => {
  it("gives each ring a baseline, a window with its gate, a recovery point before it and a close", async () => {
    const [program] = programsOf(`${folder}/wholeRun.md`);
    const { resources } = await refusalsOf(program ?? { name: "", text: "" });
    const count = (type: string) => resources.filter((one) => one.type.endsWith(`:${type}`)).length;

    const counts = ["PatchBaseline", "PatchGroup", "MaintenanceWindow", "RunClose", "Plan"].map(
      (type) => [type, count(type)],
    );
    expect(Object.fromEntries(counts)).toEqual({
      // Those of SSM beside our own components.
      ...{ PatchBaseline: 4, PatchGroup: 4, MaintenanceWindow: 6 },
      ...{ RunClose: 2, Plan: 2 },
    });
  });
});
