import type { Child } from "hono/jsx";
import { describe, expect, test } from "vitest";
import { aPage } from "../../../../test/support/a-page.ts";
import { renderWith } from "../page/render-page.tsx";
import { Button } from "./button.tsx";
import { Checkbox, Radio, Select } from "./choices.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { Form } from "./form.tsx";
import { Link } from "./link.tsx";
import { Pagination } from "./pagination.tsx";
import { StepList } from "./step-list.tsx";
import { Table } from "./table.tsx";
import { TextArea } from "./text-area.tsx";
import { AmountInput, TextInput } from "./text-input.tsx";
import { DateTimeOf } from "./time.tsx";

const render = (children: Child, page = aPage()): string => renderWith(page, children);

describe("a field", () => {
  test("is tied to its label, its help and its error", () => {
    const html = render(<TextInput name="acronym" label="Acronym" help="Short" error="Too long" required />);
    expect(html).toContain('<label for="acronym"');
    expect(html).toMatch(
      /<input id="acronym" name="acronym" required="" aria-invalid="true" aria-describedby="acronym-help acronym-error"/,
    );
    expect(html).toContain('id="acronym-help"');
    expect(html).toContain('id="acronym-error"');
  });

  test("escapes what it gives back", () => {
    expect(render(<TextInput name="a" label="A" value={'"><script>'} />)).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  test("for an amount shows how one writes it, and keeps what was typed", () => {
    const html = render(<AmountInput name="a" label="A" value="12,345" error="Two decimals at most" />);
    expect(html).toContain("In euro, for example 1,234,567.89");
    expect(html).toContain('value="12,345"');
  });

  test("for a long text keeps a line break at its start", () => {
    expect(render(<TextArea name="a" label="A" value={"\nsecond"} />)).toContain(">\n\nsecond</textarea>");
  });

  test("for a long text tells its limit before any script counts", () => {
    expect(render(<TextArea name="a" label="A" charactersMax={2000} />)).toContain("At most 2,000 characters");
  });

  test("with choices leads to its first one by the name of the field", () => {
    const choices = [
      { value: "x", label: "X" },
      { value: "y", label: "Y" },
    ];
    const html = render(<Radio name="kind" label="Kind" choices={choices} value="y" />);
    expect(html).toContain('<input id="kind" name="kind"');
    expect(html).toMatch(/id="kind-y"[^>]*checked/);
  });

  test("with a list marks what was chosen", () => {
    const html = render(<Select name="c" label="C" choices={[{ value: "NL", label: "Netherlands" }]} value="NL" />);
    expect(html).toContain('<option value="NL" selected="">Netherlands</option>');
  });

  test("with one box says what is wrong beside it", () => {
    const html = render(<Checkbox name="d" label="Declare" error="Accept it" />);
    expect(html).toMatch(/aria-invalid="true" aria-describedby="d-error"/);
  });
});

describe("a form", () => {
  test("carries the token of the session and what was read", () => {
    const html = render(<Form action="/en/x" hidden={{ version: "3" }} />, aPage({ csrfToken: "token" }));
    expect(html).toContain('<input type="hidden" name="csrf" value="token"/>');
    expect(html).toContain('<input type="hidden" name="version" value="3"/>');
  });

  test("without errors has no summary", () => {
    expect(render(<ErrorSummary errors={{}} />)).toBe("");
  });

  test("with one error says so in the singular, and leads to it", () => {
    const html = render(<ErrorSummary errors={{ "a b": "Wrong" }} />);
    expect(html).toContain("Please correct this field.");
    expect(html).toContain('href="#a%20b"');
  });
});

describe("a button that is off", () => {
  test("can be reached, sends nothing, and says why", () => {
    const html = render(<Button disabledBecause="the call is closed">Submit</Button>);
    expect(html).toMatch(/<button type="button"[^>]*aria-disabled="true" aria-describedby="reason-1"/);
    expect(html).toContain("Not available: the call is closed");
  });
});

describe("a table", () => {
  const columns = [{ header: "Name", cell: (row: { name: string }) => row.name, namesRow: true }];

  test("repeats its headers for phones and names its rows", () => {
    const html = render(<Table caption="People" columns={columns} rows={[{ name: "Anna" }]} empty="Nobody" />);
    expect(html).toMatch(/<th scope="row"[^>]*data-ecl-table-header="Name"/);
  });

  test("without rows teaches instead", () => {
    const html = render(<Table caption="People" columns={columns} rows={[]} empty="Invite somebody." />);
    expect(html).toContain("Invite somebody.");
    expect(html).not.toContain("<table");
  });

  test("that is wide can be scrolled by keyboard", () => {
    const html = render(<Table wide caption="People" columns={columns} rows={[{ name: "Anna" }]} empty="Nobody" />);
    expect(html).toMatch(/role="region" tabindex="0" aria-labelledby="table-1"/);
  });
});

describe("other components", () => {
  test("a step tells who acts and until when", () => {
    const html = render(
      <StepList steps={[{ title: "Check", state: "current", actor: "Verifier", untilOn: "2027-01-31" }]} />,
    );
    expect(html).toContain('aria-current="step"');
    expect(html).toContain("Who acts: Verifier, until 31 January 2027");
  });

  test("a moment is readable by machines", () => {
    expect(render(<DateTimeOf at="2026-11-22T16:00:00.000Z" />)).toBe(
      '<time datetime="2026-11-22T16:00:00.000Z">22 November 2026 at 17:00 (Brussels time)</time>',
    );
  });

  test("a list that fits on one page has no pages", () => {
    expect(render(<Pagination here="1 to 3" />)).toBe("");
  });

  test("a link that leaves the site shows it", () => {
    expect(render(<Link href="https://european-union.europa.eu">EU</Link>)).toContain("wt-icon--external");
  });
});
