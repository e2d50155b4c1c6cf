import { LocalDateTime, TimeZone, zonedInstant } from "@grants/kernel/time";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { callFields } from "./call-form-fields.ts";
import { callValues } from "./call-form-values.ts";
import { CallSections, SyntheticNotice } from "./call-sections.tsx";
import { draftCrumbs, readDraft, showEditForm } from "./edit-call.tsx";
import { publicationRefusal } from "./publication-refusal.ts";

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

const Publication: FC<{ draft: Draft }> = ({ draft: { call, version, draft } }) => {
  const { t, href } = usePage();
  const canPublish = call.state === "draft" || call.state === "published";
  return (
    <Section title={t("calls.publishTitle")}>
      <DescriptionList
        items={[
          { term: t("calls.fact.opens"), detail: <LocalMoment moment={draft.opens} /> },
          { term: t("calls.fact.deadline"), detail: <LocalMoment moment={draft.closes} /> },
        ]}
      />
      {canPublish && <p>{t(call.state === "draft" ? "calls.publishFirst" : "calls.publishNext")}</p>}
      <Form action={href(`/calls/${call.id}/publication`)} hidden={hiddenVersion(version)}>
        <ButtonRow>
          <Button disabledBecause={canPublish ? undefined : t("calls.notEditable")}>{t("calls.publish")}</Button>
          <ButtonLink href={href(`/calls/${call.id}/edit`)} kind="secondary" icon="edit">
            {t("calls.officer.edit")}
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const Preview: FC<{ draft: Draft }> = ({ draft }) => {
  const content = draft.draft;
  const [opensAt, closesAt] = [instantOf(content.opens), instantOf(content.closes)];
  const timetable = opensAt === null || closesAt === null ? null : { ...content, opensAt, closesAt };
  return (
    <>
      <Publication draft={draft} />
      <SyntheticNotice fields={content.provenance.syntheticFields} />
      <CallSections content={content} timetable={timetable} />
    </>
  );
};

/** The draft as the public would read it, and the button that makes it so. */
export const previewCall = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const read = await readDraft(c, c.req.param("callId") ?? "");
  if (!read.ok) return showProblem(c, read.error);
  const { draft, version } = read.value;
  return show(c, {
    title: t("calls.previewTitle", { title: draft.title }),
    lead: t("calls.previewLead"),
    crumbs: draftCrumbs(c, read.value),
    meta: [draft.reference, t("calls.draftVersion", { version })],
    content: <Preview draft={read.value} />,
  });
};

/** Publishes, or leads to the field that stands in the way. */
export const publishCall = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const page = c.get("page");
  const params = { path: { callId }, header: changeHeaders(await readForm(c)) };
  const published = await answerOf(apiOf(c).POST("/v1/calls/{callId}/publication", { params }));
  if (published.ok) return seeOther(c, `/calls/${callId}?done=published`);
  const read = await readDraft(c, callId);
  if (!read.ok) return showProblem(c, published.error);
  const { draft, version } = read.value;
  const fields = callFields(page, draft.topics.length);
  const refusal = publicationRefusal(published.error, { content: draft, fields, page });
  return refusal === null
    ? showProblem(c, published.error, `/calls/${callId}/preview`)
    : showEditForm(c, read.value, { form: callValues(draft, page.format), version, refusal });
};
