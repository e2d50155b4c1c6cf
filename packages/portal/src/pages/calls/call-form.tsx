import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Radio, Select, type Choice } from "../../components/choices.tsx";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { FieldSet, Form, RequiredNote } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor, type FieldOf } from "../../forms/form-field.ts";
import { topicCount, topicName } from "./call-form-values.ts";
import { MoneyFields, ScoringFields } from "./call-form-terms.tsx";
import { TermFields } from "./term-fields.tsx";
import { selectionModes } from "./vocabulary.ts";

export type CallFormProps = {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly form: FormValues;
  readonly fields: FieldLabels;
  readonly errors: FieldErrors;
  /** Those that are recorded, to choose the one that covers the call. */
  readonly workProgrammes: readonly Schemas["WorkProgrammeFile"][];
  /** The Centres that are listed, to invite without a call. */
  readonly centres: readonly Choice[];
};

type PartProps = { readonly field: FieldOf };

const longTextMax = 5_000;

const ContentFields: FC<PartProps & Pick<CallFormProps, "workProgrammes">> = ({ field, workProgrammes }) => {
  const { t } = usePage();
  const texts = ["objectives", "eligibility", "exclusionAndSelection", "financing", "submissionArrangements"] as const;
  return (
    <>
      <FieldSet legend={t("calls.form.identity")}>
        <TextInput {...field("reference", t("calls.help.reference"))} required />
        <TextInput {...field("title")} required />
        <TextInput {...field("workProgramme")} required />
        {workProgrammes.length > 0 && (
          <Select
            {...field("workProgrammeId", t("calls.help.workProgrammeId"))}
            choices={workProgrammes.map(({ workProgramme, record }) => ({
              value: workProgramme.id,
              label: record.title,
            }))}
          />
        )}
      </FieldSet>
      <FieldSet legend={t("calls.form.content")}>
        {texts.map((name) => (
          <TextArea {...field(name)} required charactersMax={longTextMax} />
        ))}
      </FieldSet>
    </>
  );
};

const DateFields: FC<PartProps> = ({ field }) => {
  const { t } = usePage();
  return (
    <FieldSet legend={t("calls.form.dates")}>
      <TextInput {...field("opens.local")} type="datetime-local" width="m" required />
      <TextInput {...field("opens.zone", t("calls.help.zone"))} width="m" required />
      <TextInput {...field("closes.local")} type="datetime-local" width="m" required />
      <TextInput {...field("closes.zone", t("calls.help.zone"))} width="m" required />
      <TextInput {...field("plannedInformOn")} type="date" width="m" required />
      <TextInput {...field("plannedSignOn")} type="date" width="m" required />
    </FieldSet>
  );
};

const TopicFields: FC<PartProps & { index: number; canRemove: boolean }> = ({ field, index, canRemove }) => {
  const { t } = usePage();
  const number = index + 1;
  return (
    <FieldSet legend={t("calls.topicNumber", { number })}>
      <TextInput {...field(topicName(index, "topicId"), t("calls.help.reference"))} required />
      <TextInput {...field(topicName(index, "title"))} required />
      <AmountInput {...field(topicName(index, "budgetCents"))} required />
      <AmountInput {...field(topicName(index, "minGrantCents"))} required />
      <AmountInput {...field(topicName(index, "maxGrantCents"))} required />
      <TextInput
        {...field(topicName(index, "closes.local"), t("calls.help.topicCloses"))}
        type="datetime-local"
        width="m"
      />
      {canRemove && (
        <Button kind="tertiary" name="intent" value={`removeTopic.${String(index)}`} icon="trash">
          {t("calls.removeTopic", { number })}
        </Button>
      )}
    </FieldSet>
  );
};

/** Adding and removing are buttons that send the form: it comes back with everything typed and one topic more or less. */
const Topics: FC<PartProps & { count: number }> = ({ field, count }) => {
  const { t } = usePage();
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <TopicFields field={field} index={index} canRemove={count > 1} />
      ))}
      <Button kind="secondary" name="intent" value="addTopic" icon="plus">
        {t("calls.addTopic")}
      </Button>
    </>
  );
};

const FundingFields: FC<PartProps> = ({ field }) => {
  const { t } = usePage();
  return (
    <FieldSet legend={t("calls.form.national")}>
      <Radio
        {...field("nationalFunding.kind")}
        choices={(["none", "jointAction"] as const).map((kind) => ({
          value: kind,
          label: t(`calls.field.nationalKind.${kind}`),
        }))}
        required
      />
      <TextInput {...field("nationalFunding.jointActionId")} />
      <Select
        {...field("nationalFunding.selectionMode")}
        choices={selectionModes.map((mode) => ({ value: mode, label: t(`calls.mode.${mode}`) }))}
      />
      <AmountInput {...field("nationalFunding.commonPotCents")} />
    </FieldSet>
  );
};

const ProvenanceFields: FC<PartProps> = ({ field }) => {
  const { t } = usePage();
  return (
    <FieldSet legend={t("calls.form.provenance")}>
      <TextInput {...field("provenance.sourceUrl", t("calls.help.optional"))} type="url" />
      <TextArea {...field("provenance.syntheticFields", t("calls.help.syntheticFields"))} rows={4} />
    </FieldSet>
  );
};

const Save: FC = () => {
  const { t } = usePage();
  return (
    <ButtonRow>
      <Button name="intent" value="save">
        {t("calls.saveDraft")}
      </Button>
    </ButtonRow>
  );
};

/** The whole content of a call. */
export const CallForm: FC<CallFormProps> = ({ action, hidden, form, fields, errors, workProgrammes, centres }) => {
  const field = fieldsFor({ form, fields, errors });
  return (
    <Form action={action} hidden={hidden}>
      {/* First in the form, so that the Enter key saves, and neither adds nor removes a topic. */}
      <Save />
      <RequiredNote />
      <ContentFields field={field} workProgrammes={workProgrammes} />
      <DateFields field={field} />
      <Topics field={field} count={topicCount(form)} />
      <ScoringFields field={field} form={form} />
      <MoneyFields field={field} form={form} />
      <TermFields field={field} form={form} centres={centres} />
      <FundingFields field={field} />
      <ProvenanceFields field={field} />
      <Save />
    </Form>
  );
};
