import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readClosures } from "../../../model/iCalendar/closures";
import { formatInstant } from "../../../model/zone";

/** An event, between the lines that make it a calendar. */
const event = (...lines: string[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    "UID:1",
    ...lines,
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n");

const calendar = (...events: string[][]): string =>
  [
    "BEGIN:VCALENDAR",
    ...events.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]),
    "END:VCALENDAR",
  ].join("\r\n");

/** The spans as local times of a zone: `2026-12-24 00:00 to 2026-12-25 00:00`. */
function spans(text: string, zone = "Europe/Berlin", shownIn = zone): readonly string[] {
  const read = readClosures(text, zone, "2026-12-01");
  if (!read.ok) throw new Error(`line ${read.line}: ${read.message}`);
  const short = (instant: number): string => formatInstant(instant, shownIn).slice(0, 16);
  return read.when.spans.map(([from, until]) => `${short(from)} to ${short(until)}`);
}

function refusal(text: string): string {
  const read = readClosures(text, "Europe/Berlin", "2026-12-01");
  if (read.ok) throw new Error("the calendar was read");
  return `${read.line}: ${read.message}`;
}

describe("readClosures", () => {
  it("takes days as local days of the freeze's zone, whichever it is", () => {
    const text = event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227");

    expect(spans(text)).toEqual(["2026-12-24 00:00 to 2026-12-27 00:00"]);
    expect(spans(text, "Asia/Tokyo", "UTC")).toEqual(["2026-12-23 15:00 to 2026-12-26 15:00"]);
  });

  it("takes a day without an end, or with one on the day itself, as that day", () => {
    expect(spans(event("DTSTART;VALUE=DATE:20261224"))).toEqual([
      "2026-12-24 00:00 to 2026-12-25 00:00",
    ]);
    expect(spans(event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261224"))).toEqual([
      "2026-12-24 00:00 to 2026-12-25 00:00",
    ]);
  });

  it.each([
    ["DTSTART:20261224T080000", "08:00"],
    ["DTSTART:20261224T080000Z", "09:00"],
    ["DTSTART;TZID=America/New_York:20261224T080000", "14:00"],
    ["DTSTART;TZID=Eastern Standard Time:20261224T080000", "14:00"],
    ['DTSTART;TZID="W. Europe Standard Time":20261224T080000', "08:00"],
    ["DTSTART;TZID=/citadel.org/20210210_1/America/New_York:20261224T080000", "14:00"],
  ])("reads %s", (start, hour) => {
    const [only] = spans(event(start, "DURATION:PT1H"));

    expect(only?.slice(0, 16)).toBe(`2026-12-24 ${hour}`);
  });

  it("reads a calendar's own VTIMEZONE as nothing: the name of the zone is what counts", () => {
    const text = event("DTSTART;TZID=Europe/Berlin:20261224T080000", "DURATION:PT1H").replace(
      "BEGIN:VEVENT",
      "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
    );

    expect(spans(text)).toEqual(["2026-12-24 08:00 to 2026-12-24 09:00"]);
  });

  it("follows a rule with its exceptions, its further times and its end", () => {
    const text = event(
      "DTSTART;TZID=Europe/Berlin:20261204T180000",
      "DTEND;TZID=Europe/Berlin:20261204T200000",
      // 22:59 in Berlin: the 25th is in, 1 January is not.
      "RRULE:FREQ=WEEKLY;UNTIL=20261225T170000Z",
      "EXDATE;TZID=Europe/Berlin:20261211T180000",
      "EXDATE:20261218T170000Z",
      "RDATE;TZID=Europe/Berlin:20261230T060000",
      "RDATE;VALUE=PERIOD:20261231T100000Z/PT30M,20261231T120000Z/20261231T124500Z",
    );

    expect(spans(text)).toEqual([
      "2026-12-04 18:00 to 2026-12-04 20:00",
      "2026-12-25 18:00 to 2026-12-25 20:00",
      "2026-12-30 06:00 to 2026-12-30 08:00",
      "2026-12-31 11:00 to 2026-12-31 11:30",
      "2026-12-31 13:00 to 2026-12-31 13:45",
    ]);
  });

  it("moves and cancels single occurrences", () => {
    const text = calendar(
      ["UID:1", "DTSTART;VALUE=DATE:20261204", "RRULE:FREQ=WEEKLY;COUNT=4"],
      ["UID:1", "RECURRENCE-ID;VALUE=DATE:20261211", "DTSTART;VALUE=DATE:20261213"],
      [
        "UID:1",
        "RECURRENCE-ID;VALUE=DATE:20261218",
        "DTSTART;VALUE=DATE:20261218",
        "STATUS:CANCELLED",
      ],
      ["UID:2", "DTSTART;VALUE=DATE:20261231", "STATUS:CANCELLED"],
    );

    expect(spans(text).map((span) => span.slice(0, 10))).toEqual([
      "2026-12-04",
      "2026-12-13",
      "2026-12-25",
    ]);
  });

  it("keeps the clock's time over a change of the clock, and closes the later end", () => {
    const text = event(
      "DTSTART;TZID=Europe/Berlin:20270320T200000",
      "DTEND;TZID=Europe/Berlin:20270321T080000",
      "RRULE:FREQ=WEEKLY;COUNT=2",
    );

    // Twelve hours from 20:00 on 27 March end at 09:00, an hour later than a calendar program shows.
    expect(spans(text)).toEqual([
      "2027-03-20 20:00 to 2027-03-21 08:00",
      "2027-03-27 20:00 to 2027-03-28 09:00",
    ]);
    const autumn = text
      .replaceAll("202703", "202710")
      .replaceAll("20271020", "20271023")
      .replaceAll("20271021T08", "20271024T08");
    expect(spans(autumn)).toEqual([
      "2027-10-23 20:00 to 2027-10-24 08:00",
      "2027-10-30 20:00 to 2027-10-31 08:00",
    ]);
  });

  it("reads a time that clocks skip by the clock before, and of a doubled one the first", () => {
    expect(
      spans(event("DTSTART;TZID=Europe/Berlin:20270328T023000", "DURATION:PT1H"), "UTC"),
    ).toEqual(["2027-03-28 01:30 to 2027-03-28 02:30"]);
    expect(
      spans(event("DTSTART;TZID=Europe/Berlin:20271031T023000", "DURATION:PT1H"), "UTC"),
    ).toEqual(["2027-10-31 00:30 to 2027-10-31 01:30"]);
  });

  it("closes begun minutes whole, joins what touches, and leaves out what takes no time", () => {
    const text = calendar(
      ["UID:1", "DTSTART:20261224T080030Z", "DTEND:20261224T235959Z"],
      ["UID:2", "DTSTART:20261225T000000Z", "DTEND:20261225T010000Z"],
      ["UID:3", "DTSTART:20261226T000000Z"],
    );

    expect(spans(text, "UTC")).toEqual(["2026-12-24 08:00 to 2026-12-25 01:00"]);
  });

  it("goes on for the 28 years and more that derived delays need, whatever day it is", () => {
    const found = spans(event("DTSTART;VALUE=DATE:20001224", "RRULE:FREQ=YEARLY"));

    expect(found[0]?.slice(0, 10)).toBe("2026-12-24");
    expect(found).toHaveLength(32);
  });

  it("passes over tasks, alarms, unknown properties and a byte order mark", () => {
    const text = `\uFEFF${event(
      "DTSTART;VALUE=DATE:20261224",
      "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
      "SUMMARY:Christmas\\, and",
      "  more",
      "BEGIN:VALARM",
      "TRIGGER:-PT15M",
      "DTSTART:nonsense",
      "END:VALARM",
    ).replace("BEGIN:VEVENT", "BEGIN:VTODO\r\nDTSTART:nonsense\r\nEND:VTODO\r\nBEGIN:VEVENT")}`;

    expect(spans(text)).toHaveLength(1);
  });

  it.each([
    ["no calendar", "hello", '1: not a line of iCalendar: "hello"'],
    ["nothing", "", "1: the file is empty"],
    [
      "another beginning",
      "BEGIN:VEVENT\nEND:VEVENT",
      '1: a calendar begins with BEGIN:VCALENDAR, got "BEGIN:VEVENT"',
    ],
    ["an end that is missing", "BEGIN:VCALENDAR\nBEGIN:VEVENT", '2: BEGIN of "VEVENT" has no END'],
    [
      "ends that cross",
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
      '3: END of "VEVENT" is due, got "VCALENDAR"',
    ],
    ["no start", event("SUMMARY:x"), "3: the event has no DTSTART"],
    [
      "a day that is none",
      event("DTSTART;VALUE=DATE:20270229"),
      '5: DTSTART must be a day such as 20261224 or a time such as 20261224T220000 or 20261224T210000Z, got "20270229"',
    ],
    [
      "an unknown zone",
      event("DTSTART;TZID=Berlin:20261224T080000"),
      '5: unknown time zone "Berlin"; write the TZID as an IANA name such as Europe/Berlin, or as Windows names it',
    ],
    [
      "an end before the start",
      event("DTSTART:20261224T080000Z", "DTEND:20261224T070000Z"),
      '6: DTEND must be a time after DTSTART, as DTSTART is, got "20261224T070000Z"',
    ],
    [
      "a day that ends at a time",
      event("DTSTART;VALUE=DATE:20261224", "DTEND:20261225T070000Z"),
      '6: DTEND must be a day after DTSTART, as DTSTART is, got "20261225T070000Z"',
    ],
    [
      "a length that is none",
      event("DTSTART:20261224T080000Z", "DURATION:P"),
      '6: DURATION must be a length of time such as PT3H or P2D, got "P"',
    ],
    [
      "hours",
      event("DTSTART:20261224T080000Z", "RRULE:FREQ=HOURLY"),
      "6: RRULE: FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY, got HOURLY",
    ],
    [
      "a part it does not know",
      event("DTSTART:20261224T080000Z", "RRULE:FREQ=DAILY;BYHOUR=8"),
      '6: RRULE: "BYHOUR=8" cannot be followed; each of FREQ, INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY, BYSETPOS may stand once',
    ],
    [
      "COUNT and UNTIL",
      event("DTSTART:20261224T080000Z", "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101"),
      "6: RRULE: has both COUNT and UNTIL",
    ],
    [
      "a range of changes",
      calendar(
        ["UID:1", "DTSTART:20261224T080000Z", "RRULE:FREQ=DAILY"],
        ["UID:1", "DTSTART:20261224T080000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261225T080000Z"],
      ),
      "10: RECURRENCE-ID with RANGE changes all later events; export the calendar with two rules instead",
    ],
  ])("refuses %s, with the line", (_, text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it("refuses more closures than a policy can mean, and rules that take too long", () => {
    const daily = (hour: string): string[] => [
      `UID:${hour}`,
      `DTSTART:20261201T${hour}0000Z`,
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY",
    ];
    expect(refusal(calendar(daily("01"), daily("05")))).toContain("more than 20000 closures");

    const never = Array.from({ length: 300 }, (_, index) => [
      `UID:${index}`,
      "DTSTART:20261201T010000Z",
      "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    ]);
    expect(refusal(calendar(...never))).toContain("takes too long to work out");
  });

  it("is either read or refused with a line of the text, however it is damaged", () => {
    const text = calendar(
      [
        "UID:1",
        "DTSTART;TZID=Europe/Berlin:20261204T180000",
        "DURATION:PT2H",
        "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20301231T000000Z",
        "EXDATE;TZID=Europe/Berlin:20261211T180000",
      ],
      [
        "UID:1",
        "RECURRENCE-ID:20261218T170000Z",
        "DTSTART:20261219T170000Z",
        "DTEND:20261219T190000Z",
      ],
    );
    const odd = fc.constantFrom(
      ";",
      ":",
      ",",
      "=",
      '"',
      "\r\n",
      " ",
      "9",
      "-",
      "T",
      "\u0000",
      "BEGIN:VEVENT\r\n",
    );
    const change = fc.tuple(
      fc.nat(text.length),
      fc.nat(6),
      fc.oneof(odd, fc.string({ maxLength: 6 })),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = changes.reduce(
          (one, [at, cut, put]) => one.slice(0, at) + put + one.slice(at + cut),
          text,
        );
        const read = readClosures(damaged, "Europe/Berlin", "2026-12-01");
        if (read.ok) return;
        expect(read.line).toBeGreaterThanOrEqual(1);
        expect(read.line).toBeLessThanOrEqual(damaged.split(/\r\n|\n|\r/).length);
        expect(read.message).toMatch(/^[^\n\r]+$/);
      }),
      { numRuns: 1000 },
    );
  });
});
