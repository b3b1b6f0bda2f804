import { describe, expect, it } from "vitest";
import { ChangeCalendar } from "../../../../components/aws/windows/changeCalendar";
import type { Freeze } from "../../../../model/plan";
import { deploy } from "../../../support/mocks";

const yearEnd: Freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};

describe("ChangeCalendar", () => {
  it("is open but for the freezes", async () => {
    const { only } = await deploy(
      () => new ChangeCalendar("freezes", { region: "eu-central-1", freezes: [yearEnd] }),
    );

    const { content, ...inputs } = only("aws:ssm/document:Document").inputs;
    expect(inputs).toMatchObject({
      region: "eu-central-1",
      documentType: "ChangeCalendar",
      documentFormat: "TEXT",
    });
    expect(content).toContain("X-CALENDAR-TYPE:DEFAULT_OPEN\r\n");
    expect(content).toContain("SUMMARY:year-end");
  });

  it("is a calendar without events when nothing is frozen", async () => {
    const { only } = await deploy(
      () => new ChangeCalendar("freezes", { region: "eu-central-1", freezes: [] }),
    );

    const { content } = only("aws:ssm/document:Document").inputs;
    expect(content).toContain("BEGIN:VCALENDAR");
    expect(content).not.toContain("BEGIN:VEVENT");
  });
});
