import { yearOf } from "@grants/kernel/calendar";
import { dateInZone, Instant } from "@grants/kernel/time";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Radio } from "../../components/choices.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { readAmount } from "./read-amount.ts";
import { cofundingCrumb, funderPath, funderPathOf, readContributions } from "./read-cofunding.ts";
import { toldAt } from "./told-field.ts";
import { channels, oneOf, purposes } from "./vocabulary.ts";

const rulesOf = ({ t }: PageContext) =>
  fieldRules(t, {
    purpose: { label: t("cofunding.field.purpose"), rule: t("cofunding.rule.purpose") },
    channel: { label: t("cofunding.field.channel"), rule: t("cofunding.rule.channel") },
    forYear: { label: t("cofunding.field.forYear"), rule: t("cofunding.rule.forYear") },
    amountCents: { label: t("cofunding.field.amountCents"), rule: t("cofunding.rule.amount") },
  });

/** What is written as a year; what is none is refused at its field. */
const readYear = (form: FormValues): number | null => {
  const text = form.text("forYear").trim();
  return /^[2-9]\d{3}$/.test(text) ? Number(text) : null;
};

const showPledgeForm = (c: PortalContext, form: FormValues, refusal: Refusal | null): Response => {
  const page = c.get("page");
  const { t } = page;
  const path = funderPathOf(c);
  const errors = refusal?.errors ?? {};
  return showAct(c, {
    title: t("cofunding.own.pledge"),
    lead: t("cofunding.own.pledgeLead"),
    crumbs: [
      cofundingCrumb(page),
      { label: t("cofunding.own.title", { funder: path.funder }), path: funderPath(path) },
    ],
    refusal,
    content: (
      <ActForm
        action={`${funderPath(path)}/pledge`}
        hidden={hiddenKeys(form)}
        button={t("cofunding.own.pledge")}
        back={funderPath(path)}
      >
        <Radio
          name="purpose"
          label={t("cofunding.field.purpose")}
          choices={purposes.map((value) => ({ value, label: t(`cofunding.purpose.${value}`) }))}
          value={form.text("purpose")}
          error={errors["purpose"]}
          required
        />
        <Radio
          name="channel"
          label={t("cofunding.field.channel")}
          choices={channels.map((value) => ({ value, label: t(`cofunding.channel.${value}`) }))}
          value={form.text("channel")}
          error={errors["channel"]}
          required
        />
        <TextInput
          name="forYear"
          label={t("cofunding.field.forYear")}
          help={t("cofunding.field.forYearHelp")}
          value={form.text("forYear")}
          error={errors["forYear"]}
          inputmode="numeric"
          width="s"
          required
        />
        <AmountInput
          name="amountCents"
          label={t("cofunding.field.amountCents")}
          value={form.text("amountCents")}
          error={errors["amountCents"]}
          required
        />
      </ActForm>
    ),
  });
};

/** The form of a pledge, for those whose funder it is. */
export const showPledge = async (c: PortalContext): Promise<Response> => {
  const read = await readContributions(c, funderPathOf(c));
  if (!read.ok) return showProblem(c, read.error, "/cofunding");
  const { now } = c.get("page");
  return showPledgeForm(c, formValues({ forYear: `${yearOf(dateInZone(Instant.parse(now)))}` }), null);
};

export const pledgeContribution = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const path = funderPathOf(c);
  const rules = rulesOf(page);
  const purpose = oneOf(purposes, form.text("purpose"));
  const channel = oneOf(channels, form.text("channel"));
  const label = page.t("cofunding.field.amountCents");
  const { cents, errors } = readAmount(form, { name: "amountCents", label }, page);
  const forYear = readYear(form);
  if (purpose === undefined || channel === undefined || forYear === null || cents === null) {
    const choices = {
      ...(forYear === null ? { forYear: rules["forYear"] ?? "" } : {}),
      ...(purpose === undefined ? { purpose: rules["purpose"] ?? "" } : {}),
      ...(channel === undefined ? { channel: rules["channel"] ?? "" } : {}),
    };
    return showPledgeForm(c, form, refusalOfFields({ ...choices, ...errors }));
  }
  const params = { path, header: commandHeaders(form) };
  const body = { purpose, channel, forYear, amountCents: cents };
  const pledged = await answerOf(
    apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines", { params, body }),
  );
  if (pledged.ok) return seeOther(c, after(funderPath(path), "pledged"));
  const told =
    pledged.error.code === "PledgeYearOutside"
      ? fieldRules(page.t, { forYear: toldAt(page.t("cofunding.field.forYear"), pledged.error, page) })
      : rules;
  return showPledgeForm(c, formToRetry(form, pledged.error), refusalOf(pledged.error, told));
};
