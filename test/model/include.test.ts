import { describe, expect, it } from "vitest";
import { formatFault } from "../../model/fault";
import { parsePlan } from "../../model/load";
import { memoryFiles } from "../support/memoryFiles";
import { policyText } from "./policyText";

const web = `groups:
  web:
    tier: gold
    owner: web-team
    baselines: [linux]
    aws: { accounts: [prod], regions: [eu-central-1] }
    rings: [{ name: canary, window: sunday }]`;
const shop = web.replaceAll("web", "shop");

function split(include: string, files: Readonly<Record<string, string>>, replaced = {}) {
  const root = policyText({ groups: "", rest: include, ...replaced });
  return parsePlan(root, "org/patching.yaml", memoryFiles(files));
}

function faultsOf(include: string, files: Readonly<Record<string, string>>, replaced = {}) {
  const loaded = split(include, files, replaced);
  return loaded.ok ? [] : loaded.faults.map(formatFault);
}

describe("a document split over files", () => {
  it("is the document that one file would be", () => {
    const freeze = (name: string) => `{ name: ${name}, every: year, from: 12-24, to: 12-26 }`;
    const loaded = split(
      "include: [teams/*.yaml, more.yaml]",
      {
        "teams/a.yaml": `${web}\nfreezes: [${freeze("a")}]`,
        "teams/b.yaml": `version: 1\n${shop}\nfreezes: [${freeze("b")}]`,
        "more.yaml": "windows:\n  monday: { schedule: every monday at 04:00 }",
        "teams/notes.md": "not a part",
      },
      { freezes: `freezes: [${freeze("first")}]` },
    );
    const whole = parsePlan(
      policyText({
        groups: `${web}\n${shop.replace("groups:\n", "")}`,
        freezes: `freezes: [${["first", "a", "b"].map(freeze).join(", ")}]`,
        windows:
          "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  monday: { schedule: every monday at 04:00 }",
      }),
    );

    expect(loaded).toMatchObject({ ok: true });
    const place = (plan: unknown) =>
      JSON.stringify(plan, (key, value) => (key === "position" ? undefined : value));
    expect(loaded.ok && place(loaded.plan)).toBe(whole.ok && place(whole.plan));
  });

  it("joins mappings key by key as deep as they have keys of the language", () => {
    const loaded = split("include: [cloud.yaml]", {
      "cloud.yaml": `${web}\nclouds:\n  aws: { accounts: { late: { id: "333333333333" } } }`,
    });

    expect(loaded.ok && Object.keys(loaded.policy.clouds.aws?.accounts ?? {})).toEqual([
      "prod",
      "dev",
      "late",
    ]);
  });

  it("knows the file and the place of every part", () => {
    const loaded = split(
      "include: [web.yaml, shop.yaml]",
      {
        "web.yaml": web,
        "shop.yaml": `# the shop\n${shop}\nexceptions:\n  - { id: A, rule: deadlines, reason: r, owner: o, approvedBy: c, expires: 2027-01-01 }`,
      },
      {
        freezes:
          "exceptions:\n  - { id: B, rule: deadlines, reason: r, owner: o, approvedBy: c, expires: 2027-01-01 }",
      },
    );

    if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
    const at = (...path: (string | number)[]) => {
      const { file, line } = loaded.positionOf(path);
      return `${file}:${line}`;
    };
    expect(at("groups", "web", "rings", 0)).toBe("org/web.yaml:7");
    expect(at("groups", "shop", "rings", 0, "window")).toBe("org/shop.yaml:8");
    expect(at("exceptions", 1, "expires")).toBe("org/shop.yaml:10");
    expect(at("organisation")).toBe("org/patching.yaml:2");
    expect(at("groups", "shop", "nothing")).toBe("org/shop.yaml:3");
  });

  it("counts a list's entries by the file that holds them in what it refuses", () => {
    const faults = faultsOf(
      "include: [a.yaml]",
      {
        "a.yaml": `${web}\nfreezes:\n  - { name: x, from: 2026-12-18, to: 2026-12-17 }`,
      },
      { freezes: "freezes: [{ name: first, every: year, from: 12-24, to: 12-26 }]" },
    );

    expect(faults).toEqual([
      "org/a.yaml:9:38: freezes[0].to must not be before 2026-12-18, got 2026-12-17",
    ]);
  });

  it("lists faults file by file, the root document's first", () => {
    const faults = faultsOf(
      "include: [z.yaml, a.yaml]",
      {
        "z.yaml": `${web.replace("tier: gold", "tier: gol")}\nwindws: {}`,
        "a.yaml": shop.replace("window: sunday", "window: sundy"),
      },
      { tiers: "tiers:\n  gold: { deadlines: { critical: soon } }" },
    );

    expect(faults).toEqual([
      expect.stringMatching(/^org\/patching\.yaml:11:34: tiers\.gold\.deadlines\.critical must/),
      expect.stringMatching(/^org\/z\.yaml:3:11: groups\.web\.tier: unknown name "gol"/),
      'org/z.yaml:8:1: unknown key "windws" (did you mean "windows"?)',
      expect.stringMatching(/^org\/a\.yaml:7:37: groups\.shop\.rings\[0\]\.window: unknown name/),
    ]);
  });
});

describe("what a document cannot be split into", () => {
  it.each([
    [
      "a name in two files",
      { "a.yaml": web, "b.yaml": web },
      "org/b.yaml:2:3: groups.web stands also at org/a.yaml:2:3; rename or remove one",
    ],
    [
      "a name in two lists",
      {
        "a.yaml": `${web}\nfreezes: [{ name: x, every: year, from: 01-01, to: 01-02 }]`,
        "b.yaml": "freezes: [{ name: x, every: year, from: 01-01, to: 01-02 }]",
      },
      'org/b.yaml:1:19: freezes[0].name: "x" is used twice; every name here must be unique (the other: org/a.yaml:8:19)',
    ],
    [
      "what only the root document says",
      { "a.yaml": web, "b.yaml": "timezone: UTC" },
      "org/b.yaml:1:1: timezone is said once, in the root document org/patching.yaml; move or remove it",
    ],
    [
      "a single value in two files",
      { "a.yaml": web, "b.yaml": "clouds: { azure: { resourceGroup: rg-other } }" },
      "org/b.yaml:1:20: clouds.azure.resourceGroup is said once in a document, and stands at org/patching.yaml:9:5; remove one",
    ],
    [
      "another version",
      { "a.yaml": web, "b.yaml": "version: 2" },
      "org/b.yaml:1:10: version must be 1, as in org/patching.yaml; write 1, or leave it out in an included file",
    ],
    [
      "a part with parts of its own",
      { "a.yaml": web, "b.yaml": "include: [c.yaml]", "c.yaml": shop },
      "org/b.yaml:1:1: include stands only in the root document; name the file in the include of org/patching.yaml",
    ],
    [
      "a section of another shape",
      { "a.yaml": web, "b.yaml": "groups: [web]" },
      "org/b.yaml:1:1: groups must be a mapping in every file of the document, got a list",
    ],
    [
      "a section without entries",
      { "a.yaml": web, "b.yaml": "groups:" },
      "org/b.yaml:1:1: groups must be a mapping in every file of the document, got nothing",
    ],
    [
      "an empty part",
      { "a.yaml": web, "b.yaml": "# soon" },
      "org/b.yaml:1:1: an included file must be a mapping of sections such as groups, got nothing; write one into it, or do not include it",
    ],
    [
      "a part that is a list",
      { "a.yaml": web, "b.yaml": "- web" },
      "org/b.yaml:1:1: an included file must be a mapping of sections such as groups, got a list; write one into it, or do not include it",
    ],
    [
      "a part that is not YAML",
      { "a.yaml": web, "b.yaml": "groups: [" },
      expect.stringMatching(/^org\/b\.yaml:1:10: not valid YAML/),
    ],
    [
      "an unknown key in a mapping of two files",
      { "a.yaml": web, "b.yaml": "clouds: { aws: { acounts: {} } }" },
      'org/b.yaml:1:18: clouds.aws: unknown key "acounts" (did you mean "accounts"?); allowed: accounts, compliance, recovery, approvals, output, roles, access, permissionsBoundary',
    ],
  ])("refuses %s", (_, files, message) => {
    expect(faultsOf("include: [a.yaml, b.yaml]", files)).toEqual([message]);
  });

  it.each([
    [
      "a.yaml",
      'include: must be a list, each entry a file in the document\'s folder or below, such as teams.yaml or groups/*.yaml, got "a.yaml"',
    ],
    ["", "such as teams.yaml or groups/*.yaml, got nothing"],
    ["{ a: 1 }", "such as teams.yaml or groups/*.yaml, got a mapping"],
    [
      "[[a.yaml]]",
      "include[0]: must be a file in the document's folder or below, such as teams.yaml or groups/*.yaml, got a list",
    ],
    ["[{ a: 1 }]", "such as teams.yaml or groups/*.yaml, got a mapping"],
    ["[5]", "such as teams.yaml or groups/*.yaml, got 5"],
    ["[~]", "such as teams.yaml or groups/*.yaml, got nothing"],
    ["['']", 'such as teams.yaml or groups/*.yaml, got ""'],
    ["[' ']", 'such as teams.yaml or groups/*.yaml, got " "'],
    [
      "[../a.yaml]",
      "include[0]: must stay inside the document's folder, without .., got ../a.yaml",
    ],
    ["[/etc/passwd]", "include[0]: must be relative to the document's folder, got /etc/passwd"],
    ["['C:/a.yaml']", "include[0]: must be relative to the document's folder, got C:/a.yaml"],
    ["['groups\\a.yaml']", "include[0]: must have forward slashes"],
    ["['*/a.yaml']", "include[0]: must have its * in the last part, behind the last /"],
    ["['**']", "include[0]: must have one * at most"],
    ["[./a.yaml]", "include[0]: must be written without . and empty segments"],
    ["[none.yaml]", "include[0]: none.yaml: no such file"],
    ["['none*.yaml']", "include[0]: none*.yaml matches no file"],
    ["['none/*.yaml']", "include[0]: none/*.yaml matches nothing: there is no such folder"],
    ["[patching.yaml]", "include[0]: patching.yaml includes itself; remove it"],
    [
      "[a.yaml, '*.yaml']",
      "include[1]: a.yaml is included twice, before by include[0]; remove one",
    ],
    ["['a.yaml\\0']", "include[0]:"],
  ])("refuses include: %s", (include, message) => {
    const faults = faultsOf(`include: ${include}`, { "a.yaml": web });

    expect(faults).toEqual([expect.stringContaining(message)]);
    expect(faults[0]).toMatch(/^org\/patching\.yaml:2\d:\d+: /);
  });

  it("matches hidden files only by a pattern that shows its dot", () => {
    const files = { "a.yaml": web, ".draft.yaml": shop };

    const loaded = split("include: ['*.yaml']", files);
    const hidden = split("include: ['*.yaml', '.*.yaml']", files);

    expect(loaded.ok && Object.keys(loaded.policy.groups)).toEqual(["web"]);
    expect(hidden.ok && Object.keys(hidden.policy.groups)).toEqual(["web", "shop"]);
  });

  it("takes 1,000 files and refuses 1,001", () => {
    const groups = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`g/${index}.yaml`, "freezes: []"]),
      );

    expect(
      faultsOf("include: [web.yaml, 'g/*.yaml']", { ...groups(999), "web.yaml": web }),
    ).toEqual([]);
    expect(
      faultsOf("include: [web.yaml, 'g/*.yaml']", { ...groups(1000), "web.yaml": web }),
    ).toEqual([
      expect.stringContaining("include: names 1001 files; a document may include at most 1000"),
    ]);
  });

  it("says that a text without a folder cannot include files", () => {
    const loaded = parsePlan(policyText({ rest: "include: [a.yaml]" }));

    expect(loaded.ok ? [] : loaded.faults.map(formatFault)).toEqual([
      expect.stringContaining("include[0]: a.yaml: is not at hand: only this text was given"),
    ]);
  });
});
