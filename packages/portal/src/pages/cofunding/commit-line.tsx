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
import { AmountInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { readAmount } from "./read-amount.ts";
import { cofundingCrumb, funderPath, funderPathOf, lineIdOf, readLine } from "./read-cofunding.ts";
import { toldAt } from "./told-field.ts";

type Shown = { readonly line: Schemas["ShownLine"]; readonly form: FormValues; readonly refusal: Refusal | null };

const showCommitForm = (c: PortalContext, { line: { line, version }, form, refusal }: Shown): Response => {
  const page = c.get("page");
  const { t, format } = page;
  const path = funderPathOf(c);
  return showAct(c, {
    title: t("cofunding.own.commitTitle"),
    lead: t("cofunding.own.commitLead"),
    crumbs: [
      cofundingCrumb(page),
      { label: t("cofunding.own.title", { funder: path.funder }), path: funderPath(path) },
    ],
    refusal,
    content: (
      <ActForm
        action={`${funderPath(path)}/lines/${line.id}/commitment`}
        hidden={hiddenVersion(version, form)}
        button={t("cofunding.own.commit")}
        back={funderPath(path)}
      >
        <AmountInput
          name="amountCents"
          label={t("cofunding.field.amountCents")}
          help={t("cofunding.own.pledgedWas", { amount: format.money(line.pledgedCents) })}
          value={form.text("amountCents")}
          error={refusal?.errors["amountCents"]}
          required
        />
      </ActForm>
    ),
  });
};

/** The form that turns a pledge into an obligation; the whole pledge unless one writes less. */
export const showCommitLine = async (c: PortalContext): Promise<Response> => {
  const read = await readLine(c);
  if (!read.ok) return showProblem(c, read.error, funderPath(funderPathOf(c)));
  const amountCents = c.get("page").format.plainAmount(read.value.line.pledgedCents);
  return showCommitForm(c, { line: read.value, form: formValues({ amountCents }), refusal: null });
};

export const commitLine = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const form = await readForm(c);
  const path = { ...funderPathOf(c), lineId: lineIdOf(c) };
  const label = t("cofunding.field.amountCents");
  const { cents, errors } = readAmount(form, { name: "amountCents", label }, page);
  const refuse = async (refusal: Refusal | null, kept: FormValues) => {
    const read = await readLine(c);
    return read.ok ? showCommitForm(c, { line: read.value, form: kept, refusal }) : showProblem(c, read.error);
  };
  if (cents === null) return refuse(refusalOfFields(errors), form);
  const params = { path, header: changeHeaders(form) };
  const committed = await answerOf(
    apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/commitment", {
      params,
      body: { amountCents: cents },
    }),
  );
  if (committed.ok) return seeOther(c, after(funderPath(path), "committed"));
  const rule = t(
    committed.error.code === "CommitmentAbovePledge" ? "cofunding.rule.abovePledge" : "cofunding.rule.amount",
  );
  const atAmount =
    committed.error.code === "AboveLegalCeiling" ? toldAt(label, committed.error, page) : { label, rule };
  return refuse(
    refusalOf(committed.error, fieldRules(t, { amountCents: atAmount })),
    formToRetry(form, committed.error),
  );
};
