import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  formToRetry,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Section } from "../../components/section.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { mayDo } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { DebitNotesTable, NoteDone } from "./debit-notes-table.tsx";
import { afterNote, debitNotePath } from "./debit-note-words.ts";
import { committedOf } from "./lines-table.tsx";
import { readAmount } from "./read-amount.ts";
import { cofundingCrumb, funderPath, funderPathOf, jointActionPath, lineIdOf } from "./read-cofunding.ts";

type Tranches = Schemas["TranchesPage"];
type FormProps = {
  readonly shown: Tranches;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
  readonly path: string;
  readonly back: string;
};

/** Whether a tranche can be proposed now: the one before has come, and something is left. */
const isCallable = ({ line: { status }, debitNotes, openCents }: Tranches): boolean =>
  openCents > 0 &&
  (status === "committed" || status === "paid" || status === "remedied") &&
  debitNotes.every((note) => note.status !== "proposed");

const ProposeForm: FC<FormProps> = ({ shown, form, refusal, path, back }) => {
  const { t, format, person } = usePage();
  if (!mayDo(person, "proposeTranche") || shown.openCents === 0) return null;
  return (
    <Section title={t("debitNotes.propose")}>
      {isCallable(shown) ? (
        <>
          <p>{t("debitNotes.proposeText", { amount: format.money(shown.openCents) })}</p>
          <ActForm
            action={path}
            hidden={hiddenVersion(shown.nextVersion, form)}
            button={t("debitNotes.propose")}
            back={back}
          >
            <AmountInput
              name="amountCents"
              label={t("debitNotes.field.amount")}
              value={form.text("amountCents")}
              error={refusal?.errors["amountCents"]}
              required
            />
            <TextInput
              name="dueOn"
              type="date"
              width="s"
              label={t("debitNotes.field.dueOn")}
              value={form.text("dueOn")}
              error={refusal?.errors["dueOn"]}
              required
            />
          </ActForm>
        </>
      ) : (
        <p>{t("debitNotes.notNow")}</p>
      )}
    </Section>
  );
};

const readPath = (c: PortalContext) => ({ ...funderPathOf(c), lineId: lineIdOf(c) });
const pagePath = (of: ReturnType<typeof readPath>) => `${funderPath(of)}/lines/${of.lineId}/debit-notes`;

const showPage = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const path = readPath(c);
  const read = await answerOf(
    apiOf(c).GET("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/debit-notes", {
      params: { path },
    }),
  );
  if (!read.ok) return showProblem(c, read.error, "/cofunding");
  const shown = read.value;
  const back = jointActionPath(path.jointActionId);
  return showAct(c, {
    title: t("debitNotes.tranchesOf", { funder: path.funder }),
    lead: t("debitNotes.tranchesLead"),
    crumbs: [cofundingCrumb(page), { label: t("cofunding.jointAction"), path: back }],
    refusal,
    content: (
      <>
        <NoteDone />
        <DescriptionList
          items={[
            { term: t("debitNotes.committed"), detail: <Amount cents={committedOf(shown.line)} /> },
            { term: t("debitNotes.toCall"), detail: <Amount cents={shown.openCents} /> },
          ]}
        />
        <DebitNotesTable notes={shown.debitNotes} caption={t("debitNotes.caption")} empty={t("debitNotes.none")} />
        <ProposeForm shown={shown} form={form} refusal={refusal} path={pagePath(path)} back={back} />
      </>
    ),
  });
};

/** The tranches of a contribution through the Centre, and the form of the next one. */
export const showTranches = (c: PortalContext): Promise<Response> => showPage(c, formValues({}), null);

export const proposeTranche = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const form = await readForm(c);
  const label = t("debitNotes.field.amount");
  const { cents, errors } = readAmount(form, { name: "amountCents", label }, page);
  if (cents === null) return showPage(c, form, refusalOfFields(errors));
  const proposed = await answerOf(
    apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/debit-notes", {
      params: { path: readPath(c), header: changeHeaders(form) },
      body: { amountCents: cents, dueOn: form.text("dueOn") },
    }),
  );
  if (proposed.ok) return seeOther(c, afterNote(debitNotePath(proposed.value.debitNote.id), "proposed"));
  const rules = fieldRules(t, {
    amountCents: { label, rule: t("debitNotes.rule.amount") },
    dueOn: { label: t("debitNotes.field.dueOn"), rule: t("debitNotes.rule.dueOn") },
  });
  return showPage(c, formToRetry(form, proposed.error), refusalOf(proposed.error, rules));
};
