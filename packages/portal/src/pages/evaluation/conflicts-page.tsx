import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  commandHeaders,
  formToRetry,
  hiddenKeys,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Select, type Choice } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { Table } from "../../components/table.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, withValues, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { placeOf, tiedColumns, type Tied } from "./conflict-cells.tsx";
import { boardPath, callConflictsPath, evaluationCrumb } from "./vocabulary.ts";

type Assigned = Schemas["ConflictsOfProposal"];
type Pool = Schemas["ExpertPool"];
type Shown = {
  readonly assigned: Assigned;
  readonly pool: Pool;
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const asideReasonMax = 2_000;
const withdrawReasonMax = 5_000;
const conflictsPath = ({ callId, proposalId }: Assigned): string => `${callConflictsPath(callId)}/${proposalId}`;

const labelsOf = ({ t }: PageContext): FieldLabels => {
  const expert = { label: t("evaluation.conflicts.expert"), rule: t("evaluation.conflicts.expertRule") };
  const reason = (max: number) => ({
    label: t("evaluation.conflicts.reason"),
    rule: t("evaluation.conflicts.reasonRule", { max }),
  });
  return {
    aside: expert,
    asideReason: reason(asideReasonMax),
    late: expert,
    lateReason: reason(withdrawReasonMax),
  };
};

const AssignedExperts: FC<{ assigned: Assigned }> = ({ assigned: { experts } }) => {
  const { t } = usePage();
  const late = experts.filter(({ isWithdrawn, conflict }) => !isWithdrawn && conflict?.isSetAside === false);
  return (
    <Section title={t("evaluation.conflicts.assigned")}>
      {late.length > 0 && (
        <Notification kind="warning" title={t("evaluation.conflicts.lateTitle")}>
          <p>
            {t("evaluation.conflicts.lateText", {
              count: late.length,
              reports: late.filter(({ isReportIn }) => isReportIn).length,
            })}
          </p>
        </Notification>
      )}
      <Table
        caption={t("evaluation.conflicts.assigned")}
        columns={[
          ...tiedColumns(t),
          {
            header: t("evaluation.conflicts.place"),
            cell: (row: Assigned["experts"][number]) => t(`evaluation.conflicts.place.${placeOf(row)}`),
          },
        ]}
        rows={experts}
        empty={t("evaluation.conflicts.assignedEmpty")}
      />
    </Section>
  );
};

/** An answer to "who": the person, and the version of what was set aside before, which is told with the change. */
const choiceOf = ({ user, name, conflict }: Tied): Choice => ({
  value: `${user} ${String(conflict?.overrideVersion ?? 0)}`,
  label: name || user,
});

const tiedIn = ({ assigned, pool }: Shown): readonly Tied[] => {
  const own = new Set(assigned.experts.map(({ user }) => user));
  const gone = assigned.experts.filter(({ isWithdrawn }) => isWithdrawn).map(({ user }) => user);
  return [...assigned.experts, ...pool.experts.filter(({ user }) => !own.has(user))].filter(
    ({ user, conflict }) => conflict !== undefined && !gone.includes(user),
  );
};

type ActProps = {
  readonly facts: Shown;
  readonly act: "aside" | "late";
  readonly choices: readonly Choice[];
  readonly reasonMax: number;
};

const ActForm: FC<ActProps> = ({ facts: { assigned, form, refusal }, act, choices, reasonMax }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: labelsOf(page), errors: refusal?.errors ?? {} });
  if (choices.length === 0) return <p>{t(`evaluation.conflicts.${act}None`)}</p>;
  return (
    <Form action={href(conflictsPath(assigned))} hidden={hiddenKeys(form.text("intent") === act ? form : null)}>
      <p>{t(`evaluation.conflicts.${act}Help`)}</p>
      <RequiredNote />
      <Select {...field(act)} choices={choices} required />
      <TextArea {...field(`${act}Reason`)} rows={4} charactersMax={reasonMax} required />
      <Button kind="secondary" name="intent" value={act}>
        {t(`evaluation.conflicts.${act}Submit`)}
      </Button>
    </Form>
  );
};

const PoolConflicts: FC<Shown> = (facts) => {
  const { t, href } = usePage();
  const { assigned, pool } = facts;
  const tied: readonly Tied[] = pool.experts.filter(({ conflict }) => conflict !== undefined);
  const nextHref =
    pool.next === undefined
      ? undefined
      : href(`${conflictsPath(assigned)}?${new URLSearchParams({ cursor: pool.next }).toString()}`);
  return (
    <Section title={t("evaluation.conflicts.pool")}>
      <p>{t("evaluation.conflicts.poolText", { count: pool.experts.length, tied: tied.length })}</p>
      <Table
        caption={t("evaluation.conflicts.pool")}
        columns={tiedColumns(t)}
        rows={tied}
        empty={t("evaluation.conflicts.poolEmpty")}
      />
      <Pagination nextHref={nextHref} />
    </Section>
  );
};

const Content: FC<Shown> = (facts) => {
  const { t, query } = usePage();
  const { assigned, refusal } = facts;
  const aside = tiedIn(facts).filter(({ conflict }) => conflict?.severity === "POTENTIAL" && !conflict.isSetAside);
  const late = assigned.experts.filter(({ isWithdrawn }) => !isWithdrawn);
  const done = ["aside", "late"].find((act) => act === query.get("done"));
  return (
    <>
      {done !== undefined && refusal === null && (
        <Notification
          kind="success"
          title={t(done === "aside" ? "evaluation.conflicts.done.aside" : "evaluation.conflicts.done.late")}
        />
      )}
      <AssignedExperts assigned={assigned} />
      <PoolConflicts {...facts} />
      <Section title={t("evaluation.conflicts.aside")}>
        <ActForm facts={facts} act="aside" choices={aside.map(choiceOf)} reasonMax={asideReasonMax} />
      </Section>
      <Section title={t("evaluation.conflicts.late")}>
        <ActForm facts={facts} act="late" choices={late.map(choiceOf)} reasonMax={withdrawReasonMax} />
        <Replacement {...facts} />
      </Section>
    </>
  );
};

/** Whoever lost an expert has the place filled by the last assignment of the call, with as few changes as there can be. */
const Replacement: FC<Shown> = ({ assigned: { callId, experts } }) => {
  const { t, href } = usePage();
  if (!experts.some(({ isWithdrawn }) => isWithdrawn)) return null;
  return (
    <p>
      {t("evaluation.conflicts.replace")}{" "}
      <Link href={href(`${boardPath(callId)}/assignment`)}>{t("assignment.link")}</Link>
    </p>
  );
};

const showConflictsForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { callId, acronym, title } = facts.assigned;
  return showForm(
    c,
    {
      title: page.t("evaluation.conflicts.title", { acronym }),
      lead: page.t("evaluation.conflicts.lead"),
      crumbs: [
        evaluationCrumb(page),
        { label: page.t("evaluation.openBoard"), path: boardPath(callId) },
        { label: page.t("evaluation.conflicts.call.title"), path: callConflictsPath(callId) },
      ],
      meta: [title],
      content: <Content {...facts} />,
    },
    facts.refusal,
  );
};

const read = async (c: PortalContext) => {
  const proposalId = c.req.param("proposalId") ?? "";
  const cursor = c.get("page").query.get("cursor");
  const query = { proposalId, ...(cursor === null ? {} : { cursor }) };
  const [assigned, pool] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/experts/conflicts/{proposalId}", { params: { path: { proposalId } } })),
    answerOf(apiOf(c).GET("/v1/experts", { params: { query } })),
  ]);
  if (!assigned.ok) return assigned;
  return pool.ok ? { ok: true as const, value: { assigned: assigned.value, pool: pool.value } } : pool;
};

/** What ties experts to a proposal, each with its ground; and the two things an officer does about it (EVA-02, EVA-03). */
export const showConflicts = async (c: PortalContext): Promise<Response> => {
  const found = await read(c);
  return found.ok
    ? showConflictsForm(c, { ...found.value, form: formValues({}), refusal: null })
    : showProblem(c, found.error);
};

const send = (c: PortalContext, form: FormValues, act: "aside" | "late") => {
  const proposalId = c.req.param("proposalId") ?? "";
  const [who = "", version = ""] = form.text(act).split(" ");
  const body = { reason: form.text(`${act}Reason`) };
  if (act === "late")
    return answerOf(
      apiOf(c).POST("/v1/evaluation/proposals/{proposalId}/experts/{expert}/withdrawal", {
        params: { path: { proposalId, expert: who }, header: commandHeaders(form) },
        body,
      }),
    );
  const header = changeHeaders(withValues(form, { version }));
  return answerOf(
    apiOf(c).POST("/v1/experts/people/{user}/conflicts/{proposalId}/override", {
      params: { path: { user: who, proposalId }, header },
      body,
    }),
  );
};

/** Sets a conflict aside, or ends an assignment for one that was found late: the button says which. */
export const decideConflict = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const page = c.get("page");
  const found = await read(c);
  if (!found.ok) return showProblem(c, found.error);
  const act = form.text("intent") === "late" ? "late" : "aside";
  const labels = labelsOf(page);
  const rules = fieldRules(page.t, labels);
  const isNamed = /^usr_[0-9A-Z]{26} \d{1,10}$/.test(form.text(act));
  const unsent = refusalOfFields(isNamed ? {} : { [act]: rules[act] ?? act });
  if (unsent !== null) return showConflictsForm(c, { ...found.value, form, refusal: unsent });
  const sent = await send(c, form, act);
  if (sent.ok) return seeOther(c, `${conflictsPath(found.value.assigned)}?done=${act}`);
  const refusal = refusalOf(sent.error, { reason: rules[`${act}Reason`] ?? "" });
  const { reason, ...others } = refusal.errors;
  const errors = reason === undefined ? others : { ...others, [`${act}Reason`]: reason };
  return showConflictsForm(c, {
    ...found.value,
    form: formToRetry(form, sent.error),
    refusal: { ...refusal, errors },
  });
};
