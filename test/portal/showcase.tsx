import type { PortalArea, PortalContext } from "@grants/portal/area";
import { show, showProblem } from "@grants/portal/area";
import { Amount } from "@grants/portal/components/amount.tsx";
import { Button, ButtonLink, ButtonRow } from "@grants/portal/components/button.tsx";
import { Card, CardList } from "@grants/portal/components/card.tsx";
import { Checkbox, CheckboxGroup, Radio, Select } from "@grants/portal/components/choices.tsx";
import { DescriptionList } from "@grants/portal/components/description-list.tsx";
import { Details } from "@grants/portal/components/details.tsx";
import { ErrorSummary, type FieldErrors } from "@grants/portal/components/error-summary.tsx";
import { FieldSet, Form, RequiredNote } from "@grants/portal/components/form.tsx";
import { Link } from "@grants/portal/components/link.tsx";
import { Notification } from "@grants/portal/components/notification.tsx";
import { Pagination } from "@grants/portal/components/pagination.tsx";
import { FilterForm, SearchForm } from "@grants/portal/components/search-form.tsx";
import { Section } from "@grants/portal/components/section.tsx";
import { StatusLabel, TagList } from "@grants/portal/components/status-label.tsx";
import { StepList } from "@grants/portal/components/step-list.tsx";
import { Table } from "@grants/portal/components/table.tsx";
import { Tabs } from "@grants/portal/components/tabs.tsx";
import { AmountInput, TextInput } from "@grants/portal/components/text-input.tsx";
import { TextArea } from "@grants/portal/components/text-area.tsx";
import { DateOf, DateTimeOf } from "@grants/portal/components/time.tsx";

type SampleRow = { readonly id: string; readonly title: string; readonly country: string; readonly cents: number };

const rows: readonly SampleRow[] = [
  { id: "NCH-01", title: "National cyber hub of the Low Countries", country: "NL, BE", cents: 1_234_567_89 },
  {
    id: "NCH-02",
    title: "Baltic cross-border cyber hub for early warning",
    country: "EE, LV, LT",
    cents: 4_000_000_00,
  },
  { id: "NCH-03", title: "Hospital cybersecurity in the Danube region", country: "AT, HU, SK, RO", cents: 987_654_32 },
];

const deadline = "2027-03-31T15:00:00.000Z";

const Buttons = () => (
  <Section title="Buttons and labels">
    <ButtonRow>
      <Button>Submit proposal</Button>
      <Button kind="secondary" icon="download">
        Save draft
      </Button>
      <Button kind="tertiary">Withdraw</Button>
      <ButtonLink href="#labels" icon="edit">
        Open the draft
      </ButtonLink>
      <ButtonLink href="#labels" kind="secondary">
        Back to the list
      </ButtonLink>
      <Button disabledBecause="one partner has not signed yet">Sign</Button>
    </ButtonRow>
    <ButtonRow>
      <StatusLabel tone="active">Open</StatusLabel>
      <StatusLabel tone="attention">Waits for you</StatusLabel>
      <StatusLabel tone="neutral">Forthcoming</StatusLabel>
      <StatusLabel tone="quiet">Closed</StatusLabel>
    </ButtonRow>
    <TagList tags={[{ label: "Digital Europe", href: "#labels" }, { label: "SME" }]} />
  </Section>
);

const Messages = () => (
  <Section title="Messages">
    <Notification kind="info" title="The call closes soon">
      <p>
        The deadline is <DateTimeOf at={deadline} />; published on <DateOf on="2026-11-22" />.
      </p>
    </Notification>
    <Notification kind="success" title="Proposal submitted" />
    <Notification kind="warning" title="Two partners have no bank account file" />
    <Notification kind="error" title="The payment was refused by the bank">
      <p>
        The account is closed. <Link href="https://european-union.europa.eu/index_en">How to correct it</Link>
      </p>
    </Notification>
  </Section>
);

const sampleColumns = [
  {
    header: "Proposal",
    cell: (row: SampleRow) => <Link href={`#${row.id}`}>{row.id}</Link>,
    namesRow: true,
    noWrap: true,
  },
  { header: "Title", cell: (row: SampleRow) => row.title },
  { header: "Countries", cell: (row: SampleRow) => row.country },
  { header: "State", cell: () => <StatusLabel tone="active">Main list</StatusLabel>, noWrap: true },
  { header: "Deadline", cell: () => <DateOf on="2027-03-31" />, noWrap: true },
  { header: "Requested", cell: (row: SampleRow) => <Amount cents={row.cents} />, align: "right" as const },
  { header: "Awarded", cell: (row: SampleRow) => <Amount cents={row.cents} />, align: "right" as const },
];

const Tables = () => (
  <Section title="Tables">
    <Table
      caption="Ranking of the topic"
      columns={sampleColumns}
      rows={rows}
      totals={["Total", "", "", "", "", <Amount cents={6_222_222_21} />, <Amount cents={6_222_222_21} />]}
      empty="No proposals"
    />
    <Pagination previousHref="#previous" nextHref="#next" here="21 to 40" />
    <Table
      wide
      caption="A table with more columns than the page has room for"
      columns={[
        ...sampleColumns,
        ...sampleColumns.slice(1),
        { header: "Action", cell: () => <Link href="#x">Open</Link> },
      ]}
      rows={rows}
      empty="No proposals"
    />
    <Table
      caption="Invitations"
      columns={sampleColumns}
      rows={[]}
      empty="Invite a partner by PIC: the invitation then stands here."
    />
  </Section>
);

const Blocks = () => (
  <Section title="Cards, steps, details">
    <Tabs
      label="Views of the call"
      tabs={[
        { label: "Summary", href: "#summary", isCurrent: true },
        { label: "Documents", href: "#documents", isCurrent: false },
        { label: "Questions and answers", href: "#questions", isCurrent: false },
      ]}
    />
    <CardList>
      {rows.map((row) => (
        <Card
          title={row.title}
          href={`#${row.id}`}
          meta={row.id}
          status={<StatusLabel tone="active">Open</StatusLabel>}
          text="Grants for hubs that detect threats and share what they see."
          facts={[
            { icon: "calendar", text: <DateTimeOf at={deadline} /> },
            { icon: "euro", text: <Amount cents={row.cents} /> },
          ]}
        />
      ))}
    </CardList>
    <DescriptionList
      items={[
        { term: "Coordinator", detail: "Netherlands Cyber Institute" },
        { term: "Requested", detail: <Amount cents={1_234_567_89} /> },
        { term: "Submitted", detail: <DateTimeOf at={deadline} exact /> },
      ]}
    />
    <StepList
      steps={[
        { title: "Claim", state: "done", actor: "Coordinator" },
        {
          title: "Check",
          state: "current",
          actor: "Verifier",
          untilAt: deadline,
          text: "Line by line.",
        },
        { title: "Payment", state: "upcoming", actor: "Accounting officer", untilOn: "2027-04-30" },
      ]}
    />
    <Details summary="How was this amount computed?">
      <p>Eligible costs times the rate of each beneficiary, rounded once, half up.</p>
    </Details>
  </Section>
);

const countries = [
  { value: "BE", label: "Belgium" },
  { value: "NL", label: "Netherlands" },
];

const errors: FieldErrors = {
  acronym: "Enter an acronym of at most 20 characters.",
  country: "Choose the country of the coordinator.",
  amount: "Write the amount with at most two decimals.",
  abstract: "Shorten the abstract to 100 characters.",
  kind: "Choose the type of organisation.",
  declaration: "Accept the declaration of honour.",
};

const SampleForm = ({ shown }: { shown: FieldErrors }) => (
  <Section title="Form">
    <Form action="/en/showcase/form" hidden={{ version: "3" }}>
      <RequiredNote />
      <TextInput
        name="acronym"
        label="Project acronym"
        help="At most 20 characters"
        required
        value="<b>HUB</b>"
        error={shown["acronym"]}
      />
      <Select name="country" label="Country of the coordinator" choices={countries} required error={shown["country"]} />
      <AmountInput name="amount" label="Requested EU contribution" required value="1 234,567" error={shown["amount"]} />
      <TextArea
        name="abstract"
        label="Abstract"
        charactersMax={100}
        required
        value="A hub that shares."
        error={shown["abstract"]}
      />
      <FieldSet legend="Organisation">
        <Radio
          name="kind"
          label="Type of organisation"
          choices={[
            { value: "sme", label: "Small or medium-sized enterprise", help: "Fewer than 250 people" },
            { value: "public", label: "Public body" },
          ]}
          required
          error={shown["kind"]}
        />
        <CheckboxGroup
          name="languages"
          label="Languages of the team"
          choices={[
            { value: "nl", label: "Dutch" },
            { value: "en", label: "English" },
          ]}
          values={["en"]}
        />
      </FieldSet>
      <Checkbox name="declaration" label="I accept the declaration of honour" required error={shown["declaration"]} />
      <ButtonRow>
        <Button>Save and continue</Button>
        <Button kind="secondary" name="intent" value="draft">
          Save as draft
        </Button>
      </ButtonRow>
    </Form>
  </Section>
);

const Search = () => (
  <Section title="Search">
    <SearchForm action="/en/showcase" label="Search calls" value="hub" />
    <FilterForm action="/en/showcase" clearHref="/en/showcase">
      <Select
        name="status"
        label="Status"
        choices={[{ value: "open", label: "Open" }]}
        value="open"
        placeholder="All"
      />
      <Select
        name="programme"
        label="Programme"
        choices={[{ value: "dep", label: "Digital Europe" }]}
        placeholder="All"
      />
      <TextInput name="closes" label="Closes before" type="date" />
    </FilterForm>
  </Section>
);

const showcase = (c: PortalContext, shown: FieldErrors) =>
  show(
    c,
    {
      title: "All components",
      lead: "Every component of the portal on one page, to look at and to test.",
      crumbs: [{ label: "Samples", path: "/showcase" }],
      meta: ["SHOW-2026-01", <StatusLabel tone="active">Open</StatusLabel>],
      hasErrors: Object.keys(shown).length > 0,
      content: (
        <>
          <ErrorSummary errors={shown} />
          <SampleForm shown={shown} />
          <Buttons />
          <Messages />
          <Search />
          <Tables />
          <Blocks />
        </>
      ),
    },
    Object.keys(shown).length > 0 ? 422 : 200,
  );

const refusals = {
  "403": { status: 403, code: "NotAllowed", detail: "Who initiated a payment may not verify it." },
  "409": { status: 409, code: "CallClosedSample" },
  "412": { status: 412, code: "StaleVersion", expected: 3 },
} as const;

/** An area of the tests alone: every component, and refusals on demand. */
export const showcaseArea: PortalArea = {
  path: "showcase",
  navigation: [
    { label: "home.openCalls", path: "/showcase", visibleTo: "everyone" },
    { label: "glossary.title", path: "/glossary", visibleTo: "everyone" },
    { label: "home.myWork", path: "/showcase/mine", visibleTo: ["createProposal"] },
  ],
  routes: (router) => {
    router.get("/", (c) => showcase(c, {}));
    router.get("/errors", (c) => showcase(c, errors));
    router.post("/form", (c) => showcase(c, errors));
    router.get("/refused/403", (c) => showProblem(c, refusals["403"]));
    router.get("/refused/409", (c) => showProblem(c, refusals["409"]));
    router.get("/refused/412", (c) => showProblem(c, refusals["412"]));
    router.get("/broken", () => {
      throw new Error("a planted bug");
    });
  },
};
