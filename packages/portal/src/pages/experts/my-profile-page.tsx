import type { FC } from "hono/jsx";
import { answerOf, apiOf, ifMatch, seeOther, versionIn, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonRow } from "../../components/button.tsx";
import { CheckboxGroup, Select } from "../../components/choices.tsx";
import { FieldSet, Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import { expertises, languagesOfExperts } from "../evaluation/assignment-words.ts";
import {
  expertiseTextMax,
  faultsOf,
  genders,
  languagesMax,
  natures,
  profileFields,
  profileIn,
  rowField,
  rowGroups,
  rowLabel,
  type RowGroup,
  sectors,
  shownRows,
  storedValues,
  withoutGaps,
} from "./profile-values.ts";

type Shown = { readonly version: number; readonly form: FormValues; readonly refusal: Refusal | null };
type Fields = Pick<Shown, "form" | "refusal">;

const Knowledge: FC<Fields> = ({ form, refusal }) => {
  const { t, language } = usePage();
  const names = new Intl.DisplayNames(language, { type: "language" });
  const errors = refusal?.errors ?? {};
  return (
    <FieldSet legend={t("experts.knowledge")}>
      <CheckboxGroup
        name="expertise"
        label={t("experts.expertise")}
        help={t("experts.expertiseHelp")}
        choices={expertises.map((value) => ({ value, label: t(`assignment.expertise.${value}`) }))}
        values={form.all("expertise")}
        error={errors["expertise"]}
        required
      />
      <TextArea
        name="expertiseText"
        label={t("experts.expertiseText")}
        help={t("experts.expertiseTextHelp")}
        value={form.text("expertiseText")}
        charactersMax={expertiseTextMax}
        error={errors["expertiseText"]}
      />
      {Array.from({ length: languagesMax }, (_, place) => `languages.${String(place)}`).map((name, place) => (
        <Select
          name={name}
          label={t("experts.language", { place: place + 1 })}
          choices={languagesOfExperts.map((value) => ({ value, label: names.of(value) ?? value }))}
          value={form.text(name)}
          error={errors[name]}
          required={place === 0}
        />
      ))}
    </FieldSet>
  );
};

const Background: FC<Fields> = ({ form, refusal }) => {
  const { t } = usePage();
  const errors = refusal?.errors ?? {};
  return (
    <FieldSet legend={t("experts.background")}>
      <TextInput
        name="country"
        label={t("experts.country")}
        help={t("experts.countryHelp")}
        value={form.text("country")}
        error={errors["country"]}
        width="s"
        required
      />
      <Select
        name="sector"
        label={t("experts.sector")}
        choices={sectors.map((value) => ({ value, label: t(`experts.sector.${value}`) }))}
        value={form.text("sector")}
        error={errors["sector"]}
        required
      />
      <Select
        name="gender"
        label={t("experts.gender")}
        help={t("experts.genderHelp")}
        placeholder={t("experts.gender.NOT_SAID")}
        choices={genders.map((value) => ({ value, label: t(`experts.gender.${value}`) }))}
        value={form.text("gender")}
      />
      <TextInput
        name="reportsMax"
        label={t("experts.reportsMax")}
        help={t("experts.reportsMaxHelp")}
        value={form.text("reportsMax")}
        error={errors["reportsMax"]}
        inputmode="numeric"
        width="s"
        required
      />
    </FieldSet>
  );
};

const Rows: FC<Fields & { readonly group: RowGroup }> = ({ form, refusal, group }) => {
  const { t } = usePage();
  return (
    <FieldSet legend={t(`experts.${group}`)}>
      <p>{t(`experts.${group}Help`)}</p>
      {shownRows(form, group).flatMap((row) =>
        rowGroups[group].fields.map((field) => {
          const name = rowField(group, row, field);
          const shared = {
            name,
            label: rowLabel(group, row, field, t),
            value: form.text(name),
            error: refusal?.errors[name],
          };
          if (field === "nature")
            return (
              <Select {...shared} choices={natures.map((value) => ({ value, label: t(`experts.nature.${value}`) }))} />
            );
          if (field === "name") return <TextInput {...shared} />;
          return (
            <TextInput
              {...shared}
              width="s"
              {...(field === "pic" ? { inputmode: "numeric" as const } : { type: "date" as const })}
            />
          );
        }),
      )}
    </FieldSet>
  );
};

const ProfileForm: FC<Shown> = ({ version, ...fields }) => {
  const { t, href } = usePage();
  return (
    <Form action={href("/experts/me")} hidden={{ version: String(version) }}>
      <RequiredNote />
      <Knowledge {...fields} />
      <Background {...fields} />
      <Rows group="availability" {...fields} />
      <Rows group="interests" {...fields} />
      <Rows group="coAuthors" {...fields} />
      <ButtonRow>
        <Button>{t("experts.save")}</Button>
      </ButtonRow>
    </Form>
  );
};

const showProfile = (c: PortalContext, shown: Shown): Response => {
  const { t, query } = c.get("page");
  const content = (
    <>
      {shown.refusal === null && query.get("done") === "saved" && (
        <Notification kind="success" title={t("experts.savedTitle")}>
          <p>{t("experts.saved")}</p>
        </Notification>
      )}
      {shown.version === 0 && (
        <Notification kind="info" title={t("experts.newTitle")}>
          <p>{t("experts.new")}</p>
        </Notification>
      )}
      <ProfileForm {...shown} />
    </>
  );
  return showForm(c, { title: t("experts.mine"), lead: t("experts.mineLead"), content }, shown.refusal);
};

const readMine = (c: PortalContext) => answerOf(apiOf(c).GET("/v1/experts/me"));

/** What an expert says of themselves: to be found, to get no more than they want, and to be kept from what is their own. */
export const showMyProfile = async (c: PortalContext): Promise<Response> => {
  const read = await readMine(c);
  if (!read.ok) return showProblem(c, read.error);
  const { version, profile }: Schemas["MyExpertProfile"] = read.value;
  return showProfile(c, { version, form: storedValues(profile), refusal: null });
};

export const saveMyProfile = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = withoutGaps(await readForm(c));
  const version = versionIn(form);
  const rules = fieldRules(page.t, profileFields(page));
  const unsent = refusalOfFields(Object.fromEntries(faultsOf(form).map((field) => [field, rules[field] ?? ""])));
  const body = profileIn(form);
  if (unsent !== null || body === null) return showProfile(c, { version, form, refusal: unsent });
  const params = { header: { "if-match": ifMatch(version) } };
  const saved = await answerOf(apiOf(c).PUT("/v1/experts/me", { params, body }));
  if (saved.ok) return seeOther(c, "/experts/me?done=saved");
  if (saved.error.status === 403) return showProblem(c, saved.error, "/");
  // Nobody named a language: the first of the fields says so.
  const told = { ...rules, languages: rules["languages.0"] ?? "" };
  const { errors, ...refusal } = refusalOf(saved.error, told);
  const { languages, ...others } = errors;
  const placed = languages === undefined ? others : { ...others, "languages.0": languages };
  return showProfile(c, { version, form, refusal: { ...refusal, errors: placed } });
};
