import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  formToRetry,
  hiddenVersion,
  seeOther,
  versionIn,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusedFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { problemToWords, type Problem } from "../../problem.ts";
import { readBoard } from "./board-page.tsx";
import { boardCrumbs, boardPath, expertsMax, expertsMin } from "./vocabulary.ts";

type Board = Schemas["EvaluationBoard"];
type BoardRow = Schemas["BoardRow"];

const places = Array.from({ length: expertsMax }, (_, place) => place);
const fieldOf = (place: number): string => `experts.${String(place)}`;
const labelOf = (place: number, { t }: PageContext): string =>
  place === 0 ? t("evaluation.experts.rapporteur") : t("evaluation.experts.field", { place: place + 1 });

const storedValues = ({ experts }: BoardRow): FormValues =>
  formValues(Object.fromEntries(places.map((place) => [fieldOf(place), experts[place] ?? ""])));

/** The persons that the form names, in their places; empty ones in between are left out. */
const namedIn = (form: FormValues): readonly { readonly place: number; readonly expert: string }[] =>
  places.map((place) => ({ place, expert: form.text(fieldOf(place)).trim() })).filter(({ expert }) => expert !== "");

type Shown = {
  readonly board: Board;
  readonly row: BoardRow;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

/** How often each expert of the page is named: who is near at hand, and how much they have to do. */
const loadOf = ({ proposals }: Board, { proposalId }: BoardRow) => {
  const named = proposals.filter((other) => other.proposalId !== proposalId).flatMap(({ experts }) => experts);
  return [...new Set(named)].map((expert) => ({ expert, count: named.filter((one) => one === expert).length }));
};

const KnownExperts: FC<Shown> = ({ board, row }) => {
  const { t, format } = usePage();
  return (
    <Section title={t("evaluation.experts.known")}>
      <Table
        caption={t("evaluation.experts.known")}
        columns={[
          { header: t("evaluation.experts.id"), namesRow: true, cell: ({ expert }) => <code>{expert}</code> },
          { header: t("evaluation.experts.count"), align: "right", cell: ({ count }) => format.number(count) },
        ]}
        rows={loadOf(board, row)}
        empty={t("evaluation.experts.knownEmpty")}
      />
    </Section>
  );
};

const ExpertsForm: FC<Shown> = ({ board: { callId }, row, form, refusal }) => {
  const page = usePage();
  const { t, href, query } = page;
  const version = form.text("version") === "" ? row.assignmentVersion : versionIn(form);
  return (
    <Form
      action={`${href(`${boardPath(callId)}/experts/${row.proposalId}`)}?page=${query.get("page") ?? "1"}`}
      hidden={hiddenVersion(version, form)}
    >
      <RequiredNote />
      {places.map((place) => (
        <TextInput
          name={fieldOf(place)}
          label={labelOf(place, page)}
          help={place === 0 ? t("evaluation.experts.help") : undefined}
          value={form.text(fieldOf(place))}
          error={refusal?.errors[fieldOf(place)]}
          required={place < expertsMin}
        />
      ))}
      <ButtonRow>
        <Button>{t("evaluation.experts.submit")}</Button>
        <ButtonLink kind="tertiary" href={href(boardPath(callId))}>
          {t("evaluation.openBoard")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const showExpertsForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { board, row } = facts;
  const content = (
    <>
      {row.withdrawn.some((expert) => row.experts.includes(expert)) && (
        <Notification kind="warning" title={page.t("evaluation.step.REPLACEMENT_DUE")}>
          <p>{page.t("evaluation.experts.withdrawn")}</p>
          <ul class="ecl-unordered-list">
            {row.withdrawn.map((expert) => (
              <li class="ecl-unordered-list__item">
                <code>{expert}</code>
              </li>
            ))}
          </ul>
        </Notification>
      )}
      <ExpertsForm {...facts} />
      <KnownExperts {...facts} />
    </>
  );
  return showForm(
    c,
    {
      title: page.t("evaluation.experts.title", { acronym: row.acronym }),
      lead: page.t("evaluation.experts.lead"),
      crumbs: boardCrumbs(page, board.callId, board.title),
      meta: [row.title],
      content,
    },
    facts.refusal,
  );
};

const readRow = async (c: PortalContext) => {
  const read = await readBoard(c);
  if (!read.ok) return read.error;
  const row = read.value.proposals.find(({ proposalId }) => proposalId === c.req.param("proposalId"));
  return row === undefined ? { status: 404, code: "EvaluationNotFound" } : { board: read.value, row };
};

export const showExperts = async (c: PortalContext): Promise<Response> => {
  const found = await readRow(c);
  return "code" in found
    ? showProblem(c, found)
    : showExpertsForm(c, { ...found, form: storedValues(found.row), refusal: null });
};

/** What was refused at the place of the person whom the API names; where it names nobody, at the first place. */
const refusalAt = (problem: Problem, form: FormValues, page: PageContext): Refusal => {
  const isAtExperts = refusedFields(problem).some((field) => field.startsWith("experts"));
  const expert = problem["expert"];
  if (!isAtExperts && problem.code !== "ReportAlreadyIn") return { status: problem.status, errors: {}, problem };
  const place = namedIn(form).findLast((one) => one.expert === expert)?.place ?? 0;
  const isNamed = typeof expert === "string";
  const rule = isNamed ? problemToWords(problem, page.language).reason : page.t("evaluation.rule.experts");
  const error = page.t("forms.fieldRule", { field: labelOf(place, page), rule });
  return { status: problem.status, errors: { [fieldOf(place)]: error }, problem: null };
};

export const saveExperts = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const proposalId = c.req.param("proposalId") ?? "";
  const params = { path: { proposalId }, header: changeHeaders(form) };
  const body = { experts: namedIn(form).map(({ expert }) => expert) };
  const saved = await answerOf(apiOf(c).PUT("/v1/evaluation/proposals/{proposalId}/experts", { params, body }));
  if (saved.ok) return seeOther(c, boardPath(c.req.param("callId") ?? ""));
  const found = await readRow(c);
  if ("code" in found) return showProblem(c, found);
  const refusal = refusalAt(saved.error, form, c.get("page"));
  return showExpertsForm(c, { ...found, form: formToRetry(form, saved.error), refusal });
};
