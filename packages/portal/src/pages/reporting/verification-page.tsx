import type { FC } from "hono/jsx";
import { answerOf, apiOf, hiddenVersion, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { Select } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { AmountInput } from "../../components/text-input.tsx";
import { DateOf } from "../../components/time.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { agreementPath } from "../agreements/agreement-facts.tsx";
import { readableRate } from "../calls/rates.ts";
import { offerOf, placeOf, reportPath, reportsPath, statementPath, type Place } from "./reporting-facts.tsx";

export type VerificationFile = Schemas["VerificationFile"];
type Line = VerificationFile["lines"][number];

export const verificationPath = (place: Place): string => `${statementPath(place)}/check`;
export const readVerification = (c: PortalContext, path: Place) =>
  answerOf(
    apiOf(c).GET("/v1/reporting/agreements/{agreementId}/periods/{period}/statements/{slot}/verification", {
      params: { path },
    }),
  );

const outcomes = ["rejected", "parked"] as const satisfies readonly Schemas["FindingOutcome"][];
const grounds = [
  "NO_EVIDENCE",
  "NOT_IN_PERIOD",
  "NOT_OF_THE_ACTION",
  "WRONGLY_CALCULATED",
  "DEDUCTIBLE_VAT",
  "PAID_FROM_ELSEWHERE",
  "PROCUREMENT",
  "OTHER",
] as const satisfies readonly Schemas["FindingGround"][];
const reasonCharactersMax = 500;

export const findingFields = ({ t }: PageContext): FieldLabels => ({
  line: { label: t("reporting.findingLine"), rule: t("reporting.findingLineRule") },
  outcome: { label: t("reporting.outcome"), rule: t("reporting.outcomeRule") },
  ground: { label: t("reporting.ground"), rule: t("reporting.groundRule") },
  cents: { label: t("reporting.amount"), rule: t("reporting.findingAmountRule") },
  reason: { label: t("reporting.reason"), rule: t("reporting.reasonRule") },
});

type Props = { readonly place: Place; readonly file: VerificationFile };
type FormProps = Props & { readonly form: FormValues; readonly refusal: Refusal | null };
const isChangeable = ({ allowedActions }: VerificationFile, page: PageContext) =>
  offerOf(allowedActions, "verifyStatement", page).disabledBecause === undefined;

const Found: FC<Props & { readonly line: Line }> = ({ place, file, line }) => {
  const page = usePage();
  const { t, href } = page;
  const { finding } = line;
  if (finding === undefined) return <>{t("reporting.accepted")}</>;
  return (
    <>
      <p>
        <strong>{t(`reporting.outcome.${finding.outcome}`)}</strong> <Amount cents={finding.cents} />:{" "}
        {t(`reporting.ground.${finding.ground}`)}
      </p>
      <p>{finding.reason}</p>
      {isChangeable(file, page) && (
        <Form
          action={href(`${verificationPath(place)}/removal`)}
          hidden={{ ...hiddenVersion(file.version), line: String(finding.line) }}
        >
          <Button kind="secondary">
            <span aria-hidden="true">{t("reporting.remove")}</span>
            <span class="ecl-u-sr-only">{t("reporting.removeFinding", { line: line.description })}</span>
          </Button>
        </Form>
      )}
    </>
  );
};

/** Each line as it was signed, what is accepted of it, and why not the rest. */
const Lines: FC<Props> = ({ place, file }) => {
  const { t } = usePage();
  return (
    <Section title={t("reporting.lines")}>
      <Table
        caption={t("reporting.checkCaption")}
        columns={[
          { header: t("reporting.line"), namesRow: true, cell: ({ description }: Line) => description },
          { header: t("reporting.category"), cell: ({ category }) => t(`calls.category.${category}`) },
          { header: t("reporting.incurredOn"), noWrap: true, cell: ({ incurredOn }) => <DateOf on={incurredOn} /> },
          {
            header: t("reporting.stated"),
            align: "right",
            noWrap: true,
            cell: ({ cents: amount }) => <Amount cents={amount} />,
          },
          {
            header: t("reporting.accepted"),
            align: "right",
            noWrap: true,
            cell: ({ acceptedCents }) => <Amount cents={acceptedCents} />,
          },
          { header: t("reporting.finding"), cell: (line) => <Found place={place} file={file} line={line} /> },
        ]}
        rows={file.lines}
        empty={t("reporting.noLines")}
      />
    </Section>
  );
};

/** What was stated beside what is accepted, category by category, down to the Union's share. */
const Worked: FC<Props> = ({ file: { stated, accepted, party, rejectedCents, parkedCents } }) => {
  const page = usePage();
  const { t } = page;
  const rows = [
    ...stated.categories.map(({ category, cents }, index) => ({
      what: t(`calls.category.${category}`),
      stated: cents,
      accepted: accepted.categories[index]?.cents ?? cents,
    })),
    { what: t("reporting.direct"), stated: stated.directCents, accepted: accepted.directCents },
    { what: t("reporting.indirect"), stated: stated.indirectCents, accepted: accepted.indirectCents },
    { what: t("reporting.eligible"), stated: stated.totalEligibleCents, accepted: accepted.totalEligibleCents },
  ];
  const { money } = page.format;
  return (
    <Section title={t("reporting.worked")}>
      <Table
        caption={t("reporting.checkWorkedCaption")}
        columns={[
          { header: t("reporting.step"), namesRow: true, cell: ({ what }) => what },
          {
            header: t("reporting.stated"),
            align: "right",
            noWrap: true,
            cell: (row) => <Amount cents={row.stated} />,
          },
          {
            header: t("reporting.accepted"),
            align: "right",
            noWrap: true,
            cell: (row) => <Amount cents={row.accepted} />,
          },
        ]}
        rows={rows}
        empty=""
        totals={[
          t("reporting.contributionAt", { rate: readableRate(party.rate, page) }),
          <Amount cents={stated.unionContributionCents} />,
          <Amount cents={accepted.unionContributionCents} />,
        ]}
      />
      <p>{t("reporting.foundSums", { rejected: money(rejectedCents), parked: money(parkedCents) })}</p>
    </Section>
  );
};

const FindingForm: FC<FormProps> = ({ place, file, form, refusal }) => {
  const page = usePage();
  const { t, href, format } = page;
  const free = file.lines
    .map((line, index) => ({ ...line, number: index + 1 }))
    .filter((line) => line.finding === undefined);
  if (!isChangeable(file, page) || free.length === 0) return null;
  const field = fieldsFor({ form, fields: findingFields(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("reporting.addFinding")}>
      <Form action={href(verificationPath(place))} hidden={hiddenVersion(file.version, form)}>
        <RequiredNote />
        <Select
          {...field("line")}
          choices={free.map(({ number, description, cents }) => ({
            value: String(number),
            label: t("reporting.lineChoice", { number, description, sum: format.money(cents) }),
          }))}
          required
        />
        <Select
          {...field("outcome", t("reporting.outcomeHelp"))}
          choices={outcomes.map((value) => ({ value, label: t(`reporting.outcome.${value}`) }))}
          required
        />
        <Select
          {...field("ground")}
          choices={grounds.map((value) => ({ value, label: t(`reporting.ground.${value}`) }))}
          required
        />
        <AmountInput {...field("cents", t("reporting.findingAmountHelp"))} required />
        <TextArea {...field("reason", t("reporting.reasonHelp"))} charactersMax={reasonCharactersMax} required />
        <Button>{t("reporting.addFinding")}</Button>
      </Form>
    </Section>
  );
};

/** The check of a statement as it stands, with what was refused first, and with what was typed. */
export const showVerificationWith = async (
  c: PortalContext,
  form: FormValues,
  refusal: Refusal | null,
): Promise<Response> => {
  const place = placeOf(c);
  const read = await readVerification(c, place);
  if (!read.ok) return showProblem(c, read.error);
  const file = read.value;
  const { t, query } = c.get("page");
  const isSaved = refusal === null && query.get("done") === "saved";
  return showForm(
    c,
    {
      title: t("reporting.checkTitle", { number: place.period, name: file.party.name }),
      lead: t("reporting.checkLead"),
      crumbs: [
        { label: file.project.acronym, path: agreementPath(place.agreementId) },
        { label: t("reporting.titleShort"), path: reportsPath(place.agreementId) },
        { label: t("reporting.periodNumber", { number: place.period }), path: reportPath(place) },
        { label: file.party.name, path: statementPath(place) },
      ],
      meta: [file.project.projectNumber],
      content: (
        <>
          {isSaved && <Notification kind="success" title={t("reporting.doneSaved")} />}
          <Lines place={place} file={file} />
          <FindingForm place={place} file={file} form={form} refusal={refusal} />
          <Worked place={place} file={file} />
        </>
      ),
    },
    refusal,
  );
};

export const showVerification = (c: PortalContext): Promise<Response> => showVerificationWith(c, formValues({}), null);
