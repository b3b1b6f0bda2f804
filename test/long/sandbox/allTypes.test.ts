import { afterAll, describe, it } from "vitest";
import { some } from "../../support/campaign";
import { genericTypes, liveOnce, type TestProvider, testProvider } from "../../support/provider";

const opened: TestProvider[] = [];

afterAll(() => {
  for (const { remove } of opened) remove();
});

describe.each(["aws", "azure-native"] as const)("every resource type of %s", (sdk) => {
  it("is created, read, found unchanged, and deleted", { timeout: 300_000 }, async () => {
    const test = await testProvider(sdk);
    opened.push(test);
    for (const shape of some(genericTypes(test))) liveOnce(test, shape);
  });
});
