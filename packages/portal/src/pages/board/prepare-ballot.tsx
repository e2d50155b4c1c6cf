import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { CheckboxGroup, Select } from "../../components/choices.tsx";
import { FieldSet, Form, RequiredNote } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { mayDo } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { ballotPath, boardCrumb, effects, memberName, namedPoints, otherPoints, pointOf } from "./vocabulary.ts";
import { members } from "./members.ts";

const inputNames = ["advisoryGroupOn", "communityOn", "observersOn"] as const;
const points = [...namedPoints, ...otherPoints];
/** The Union owes no contribution. */
const memberStates = members.filter((member) => member !== "EU");

const rulesOf = ({ t }: PageContext) =>
  fieldRules(t, {
    point: { label: t("board.field.point"), rule: t("board.rule.point") },
    title: { label: t("board.field.title"), rule: t("board.rule.title") },
    text: { label: t("board.field.text"), rule: t("board.rule.text") },
    jointActionId: { label: t("board.field.jointActionId"), rule: t("board.rule.jointActionId") },
    proposedBy: { label: t("board.field.proposedBy"), rule: t("board.rule.proposedBy") },
    inputs: { label: t("board.field.inputs"), rule: t("board.rule.inputs") },
    onVoteOf: { label: t("board.field.onVoteOf"), rule: t("board.rule.onVoteOf") },
  });

/** Joint actions by the titles of their calls, the newest first as the platform lists them. */
const jointActionChoices = async (c: PortalContext) => {
  const { t } = c.get("page");
  const listed = await answerOf(apiOf(c).GET("/v1/cofunding/joint-actions", {}));
  const all = listed.ok ? listed.value.jointActions : [];
  return all.map(({ jointAction: { id }, call }) => ({
    value: id,
    label: call === null ? t("board.unpublishedCall", { id }) : call.title,
  }));
};

type RevocationProps = { readonly form: FormValues; readonly error: string | undefined };

/** Whose vote is revoked or given back: for Article 21(10) alone. */
const RevocationFields: FC<RevocationProps> = ({ form, error }) => {
  const page = usePage();
  const { t } = page;
  return (
    <FieldSet legend={t("board.field.onVoteOf")}>
      <p>{t("board.help.onVoteOf")}</p>
      <Select
        name="onVoteOf.member"
        value={form.text("onVoteOf.member")}
        error={error}
        label={t("board.field.onVoteOfMember")}
        choices={memberStates.map((member) => ({ value: member, label: memberName(member, page) }))}
        placeholder={t("board.field.onVoteOfNone")}
      />
      <Select
        name="onVoteOf.effect"
        value={form.text("onVoteOf.effect")}
        label={t("board.field.onVoteOfEffect")}
        choices={effects.map((effect) => ({ value: effect, label: t(`board.effect.${effect}`) }))}
        placeholder={t("board.field.onVoteOfNone")}
      />
    </FieldSet>
  );
};

const showNew = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t, href } = page;
  const errors = refusal?.errors ?? {};
  const jointActions = await jointActionChoices(c);
  const text = (name: string) => ({ name, value: form.text(name), error: errors[name] });
  const content = (
    <Form action={href("/board/new")} hidden={hiddenKeys(form)}>
      <RequiredNote />
      <Select
        {...text("point")}
        label={t("board.field.point")}
        choices={points.map((point) => ({ value: point, label: pointOf(point, page) }))}
        placeholder={t("board.field.pointChoose")}
        required
      />
      <TextInput {...text("title")} label={t("board.field.title")} required />
      <TextArea {...text("text")} label={t("board.field.text")} required charactersMax={4_000} />
      <Select
        {...text("jointActionId")}
        label={t("board.field.jointActionId")}
        help={t("board.help.jointActionId")}
        choices={jointActions}
        placeholder={t("board.field.jointActionNone")}
      />
      <FieldSet legend={t("board.field.inputs")}>
        <p>{t("board.help.inputs")}</p>
        {inputNames.map((name) => (
          <TextInput
            {...text(`inputs.${name}`)}
            error={name === "advisoryGroupOn" ? errors["inputs"] : undefined}
            type="date"
            width="s"
            label={t(`board.field.${name}`)}
          />
        ))}
      </FieldSet>
      <RevocationFields form={form} error={errors["onVoteOf"]} />
      <CheckboxGroup
        name="proposedBy"
        label={t("board.field.proposedBy")}
        help={t("board.help.proposedBy")}
        choices={members.map((member) => ({ value: member, label: memberName(member, page) }))}
        values={form.all("proposedBy")}
        error={errors["proposedBy"]}
      />
      <ButtonRow>
        <Button>{t("board.new")}</Button>
        <ButtonLink href={href("/board")} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
  return showForm(c, { title: t("board.new"), lead: t("board.newLead"), crumbs: [boardCrumb(page)], content }, refusal);
};

/** The form of a question to the Board. */
export const showNewBallot = async (c: PortalContext): Promise<Response> => {
  const { person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  if (!mayDo(person, "prepareBallot")) return showProblem(c, { status: 403, code: "NotAllowed" });
  return showNew(c, formValues({}), null);
};

const recordOf = (form: FormValues, point: Schemas["DecisionPoint"]): Schemas["BallotRecord"] => {
  const [jointActionId, proposedBy] = [form.text("jointActionId").trim(), form.all("proposedBy")];
  const [advisoryGroupOn = "", communityOn = "", observersOn = ""] = inputNames.map((name) =>
    form.text(`inputs.${name}`),
  );
  const voteOf = memberStates.find((each) => each === form.text("onVoteOf.member"));
  const effect = effects.find((each) => each === form.text("onVoteOf.effect"));
  const isHeard = [advisoryGroupOn, communityOn, observersOn].some((on) => on !== "");
  return {
    point,
    title: form.text("title").trim(),
    text: form.text("text").trim(),
    ...(jointActionId === "" ? {} : { jointActionId }),
    ...(proposedBy.length === 0 ? {} : { proposedBy: members.filter((member) => proposedBy.includes(member)) }),
    ...(voteOf === undefined || effect === undefined ? {} : { onVoteOf: { member: voteOf, effect } }),
    ...(isHeard ? { inputs: { advisoryGroupOn, communityOn, observersOn } } : {}),
  };
};

export const prepareBallot = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const rules = rulesOf(page);
  const point = points.find((each) => each === form.text("point"));
  if (point === undefined) return showNew(c, form, refusalOfFields({ point: rules["point"] ?? "" }));
  const params = { header: commandHeaders(form) };
  const prepared = await answerOf(apiOf(c).POST("/v1/governance/ballots", { params, body: recordOf(form, point) }));
  if (prepared.ok) return seeOther(c, `${ballotPath(prepared.value.ballot.id)}?done=prepared`);
  const { error } = prepared;
  const atField = error.code === "JointActionNotFound" ? { ...error, field: "jointActionId" } : error;
  return showNew(c, formToRetry(form, error), refusalOf(atField, rules));
};
