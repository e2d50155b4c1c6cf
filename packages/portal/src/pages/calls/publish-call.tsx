import { LocalDateTime, TimeZone, zonedInstant } from "@grants/kernel/time";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { Form } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { showForm } from "../../forms/show-form.tsx";
import { refusalOfFields } from "../../forms/refusal.ts";
import { usePage } from "../../page/page-context.ts";
import { problemToWords } from "../../problem.ts";
import { CallSections, SyntheticNotice } from "./call-sections.tsx";
import { ChangesTable, fieldWord } from "./changes-table.tsx";
import { draftCrumbs, readDraft } from "./edit-call.tsx";
import { faultField } from "./publication-refusal.ts";
import { DirectAwardSection } from "./invitations.tsx";
import { mayDo } from "../../may-do.ts";
import { isProgrammeOfficer } from "./officer.ts";

type Draft = Schemas["CallDraft"];
type LocalDeadline = Schemas["LocalDeadline"];

/** The instant that a publication would make of a local time; null where there is none, or two. */
const instantOf = ({ local, zone }: LocalDeadline): string | null => {
  const [localTime, timeZone] = [LocalDateTime.safeParse(local), TimeZone.safeParse(zone)];
  if (!localTime.success || !timeZone.success) return null;
  const instant = zonedInstant(localTime.data, timeZone.data);
  return instant.ok ? instant.value : null;
};

const LocalMoment: FC<{ moment: LocalDeadline }> = ({ moment }) => {
  const { t } = usePage();
  const at = instantOf(moment);
  return at === null ? <span>{t("calls.notAnInstant", moment)}</span> : <DateTimeOf at={at} />;
};

type StepProps = { readonly draft: Draft; readonly form: FormValues | null; readonly errors: FieldErrors };

const stepsOf = ({ call }: Draft): { readonly requestedBy?: string; readonly writtenBy?: string } =>
  call.state === "draft" || call.state === "published"
    ? {
        ...(call.requested === undefined ? {} : { requestedBy: call.requested.by }),
        ...(call.writtenBy === undefined ? {} : { writtenBy: call.writtenBy }),
      }
    : {};

/** Everything that stands in the way, each with the field where it is mended. */
const Faults: FC<{ draft: Draft }> = ({ draft: { call, faults } }) => {
  const { t, href, language } = usePage();
  return (
    <Notification kind="warning" title={t("calls.step.faults", { count: faults.length })}>
      <ul>
        {faults.map(({ kind, ...evidence }) => (
          <li>
            {problemToWords({ ...evidence, status: 422, code: kind }, language).reason}{" "}
            <Link href={`${href(`/calls/${call.id}/edit`)}#${faultField({ ...evidence, code: kind, status: 422 })}`}>
              {t("calls.step.mend")}
            </Link>
          </li>
        ))}
      </ul>
    </Notification>
  );
};

const changedFieldsOf = ({ changes }: Draft): readonly string[] => [...new Set(changes.map(({ field }) => field))];

const Ask: FC<StepProps> = ({ draft, form, errors }) => {
  const page = usePage();
  const { t, href } = page;
  const { call, version } = draft;
  return (
    <>
      <p>{t("calls.step.ready")}</p>
      <p>{t("calls.step.askFirst")}</p>
      <Form action={href(`/calls/${call.id}/publication-request`)} hidden={hiddenVersion(version, form ?? undefined)}>
        {changedFieldsOf(draft).map((field) => (
          <TextArea
            name={`reason.${field}`}
            label={t("calls.step.reasonFor", { field: fieldWord(field, page) })}
            help={t("calls.step.reasonHelp")}
            value={form?.text(`reason.${field}`) ?? ""}
            error={errors[`reason.${field}`]}
            rows={2}
            required
          />
        ))}
        <ButtonRow>
          <Button>{t("calls.step.ask")}</Button>
          <ButtonLink href={href(`/calls/${call.id}/edit`)} kind="secondary" icon="edit">
            {t("calls.officer.edit")}
          </ButtonLink>
        </ButtonRow>
      </Form>
    </>
  );
};

/** What was asked for: for another person to publish or to send back. */
const Asked: FC<StepProps> = ({ draft, form, errors }) => {
  const { t, href, person } = usePage();
  const { call, version } = draft;
  const { requestedBy, writtenBy } = stepsOf(draft);
  const isOwn = person !== null && (person.id === requestedBy || person.id === writtenBy);
  const draftSha256 = "draftSha256" in call ? call.draftSha256 : "";
  return (
    <>
      <Notification kind="info" title={t("calls.step.asked")}>
        <p>{t("calls.step.askedText")}</p>
      </Notification>
      {draft.draft.directAward === undefined ? (
        <Form action={href(`/calls/${call.id}/publication`)} hidden={{ ...hiddenVersion(version), draftSha256 }}>
          <p>{t(call.state === "draft" ? "calls.publishFirst" : "calls.publishNext")}</p>
          <Button disabledBecause={isOwn ? t("calls.step.waits") : undefined}>{t("calls.publish")}</Button>
        </Form>
      ) : (
        <Form action={href(`/calls/${call.id}/invitation`)} hidden={{ ...hiddenVersion(version), draftSha256 }}>
          <p>{t("directAward.openText")}</p>
          <Button disabledBecause={mayDo(person, "openDirectAward") ? undefined : t("directAward.waits")}>
            {t("directAward.open")}
          </Button>
        </Form>
      )}
      <Form action={href(`/calls/${call.id}/return`)} hidden={hiddenVersion(version)}>
        <TextArea
          name="reason"
          label={t("calls.step.returnReason")}
          value={form?.text("reason") ?? ""}
          error={errors["reason"]}
          rows={2}
          required
        />
        <Button kind="secondary">{t("calls.step.sendBack")}</Button>
      </Form>
    </>
  );
};

const Step: FC<StepProps> = (props) => {
  const { t, href, person } = usePage();
  const { draft } = props;
  const { call, faults } = draft;
  if (call.state === "sealed" || call.state === "imported") return <p>{t("calls.notEditable")}</p>;
  if (call.requested !== undefined) return <Asked {...props} />;
  if (faults.length > 0) return <Faults draft={draft} />;
  if (draft.changes.length === 0 && call.state === "published") return <p>{t("calls.history.nothing")}</p>;
  return isProgrammeOfficer(person) ? <Ask {...props} /> : <Link href={href("/calls")}>{t("calls.title")}</Link>;
};

const Changes: FC<{ draft: Draft }> = ({ draft: { changes, reasons } }) => {
  const page = usePage();
  const { t } = page;
  if (changes.length === 0) return null;
  return (
    <Section title={t("calls.step.changes")}>
      <DescriptionList items={reasons.map(({ field, reason }) => ({ term: fieldWord(field, page), detail: reason }))} />
      <ChangesTable caption={t("calls.step.changes")} changes={changes} />
    </Section>
  );
};

const Preview: FC<StepProps> = (props) => {
  const { t } = usePage();
  const { draft } = props;
  const content = draft.draft;
  const [opensAt, closesAt] = [instantOf(content.opens), instantOf(content.closes)];
  const timetable = opensAt === null || closesAt === null ? null : { ...content, opensAt, closesAt };
  return (
    <>
      {draft.returnedBecause !== undefined && (
        <Notification kind="warning" title={t("calls.step.returned")}>
          <p>{draft.returnedBecause}</p>
        </Notification>
      )}
      <Section title={t("calls.step.title")}>
        <DescriptionList
          items={[
            { term: t("calls.fact.opens"), detail: <LocalMoment moment={content.opens} /> },
            { term: t("calls.fact.deadline"), detail: <LocalMoment moment={content.closes} /> },
          ]}
        />
        <Step {...props} />
      </Section>
      <Changes draft={draft} />
      <DirectAwardSection content={content} />
      <SyntheticNotice fields={content.provenance.syntheticFields} />
      <CallSections content={content} timetable={timetable} />
    </>
  );
};

const previewPage = (c: PortalContext, props: StepProps) => {
  const { t } = c.get("page");
  const { draft } = props;
  return {
    title: t("calls.previewTitle", { title: draft.draft.title }),
    lead: t("calls.previewLead"),
    crumbs: draftCrumbs(c, draft),
    meta: [draft.draft.reference, t("calls.draftVersion", { version: draft.version })],
    content: <Preview {...props} />,
  };
};

/** The draft as the public would read it, and where it stands on its way there. */
export const previewCall = async (c: PortalContext): Promise<Response> => {
  const read = await readDraft(c, c.req.param("callId") ?? "");
  return read.ok ? show(c, previewPage(c, { draft: read.value, form: null, errors: {} })) : showProblem(c, read.error);
};

/** The page again, with what was written and what to do at its fields. */
const showAgain = async (c: PortalContext, form: FormValues, errors: FieldErrors): Promise<Response> => {
  const read = await readDraft(c, c.req.param("callId") ?? "");
  if (!read.ok) return showProblem(c, read.error);
  return showForm(c, previewPage(c, { draft: read.value, form, errors }), refusalOfFields(errors));
};

const isReason = (text: string): boolean => text.trim().length >= 10 && text.trim().length <= 1_000;

/** Asks another person to publish; of a correction, with the reason of each change. */
export const requestPublication = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const page = c.get("page");
  const form = await readForm(c);
  const names = form.names.filter((name) => name.startsWith("reason."));
  const wrong = names.filter((name) => !isReason(form.text(name)));
  const rule = page.t("calls.step.reasonRule");
  if (wrong.length > 0) return showAgain(c, form, Object.fromEntries(wrong.map((name) => [name, rule])));
  const reasons = names.map((name) => ({ field: name.slice("reason.".length), reason: form.text(name) }));
  const params = { path: { callId }, header: changeHeaders(form) };
  const asked = await answerOf(apiOf(c).POST("/v1/calls/{callId}/publication-request", { params, body: { reasons } }));
  return asked.ok ? seeOther(c, `/calls/${callId}/preview`) : showProblem(c, asked.error, `/calls/${callId}/preview`);
};

/** Publishes what another person wrote and asked for. */
export const publishCall = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const form = await readForm(c);
  const params = { path: { callId }, header: changeHeaders(form) };
  const body = { draftSha256: form.text("draftSha256") };
  const published = await answerOf(apiOf(c).POST("/v1/calls/{callId}/publication", { params, body }));
  return published.ok
    ? seeOther(c, `/calls/${callId}?done=published`)
    : showProblem(c, published.error, `/calls/${callId}/preview`);
};

/** Opens an award without a call to those whom it names. */
export const openDirectAward = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const form = await readForm(c);
  const params = { path: { callId }, header: changeHeaders(form) };
  const body = { draftSha256: form.text("draftSha256") };
  const opened = await answerOf(apiOf(c).POST("/v1/calls/{callId}/invitation", { params, body }));
  return opened.ok
    ? seeOther(c, `/calls/${callId}?done=published`)
    : showProblem(c, opened.error, `/calls/${callId}/preview`);
};

/** Sends the draft back to who wrote it. */
export const returnDraft = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const form = await readForm(c);
  const reason = form.text("reason");
  if (!isReason(reason)) return showAgain(c, form, { reason: c.get("page").t("calls.step.reasonRule") });
  const params = { path: { callId }, header: changeHeaders(form) };
  const returned = await answerOf(apiOf(c).POST("/v1/calls/{callId}/return", { params, body: { reason } }));
  return returned.ok
    ? seeOther(c, `/calls/${callId}/preview`)
    : showProblem(c, returned.error, `/calls/${callId}/preview`);
};
