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
import { show, showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Notification } from "../../components/notification.tsx";
import { Conflict, editAgain, isSame } from "../../forms/conflict.tsx";
import { readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { usePage } from "../../page/page-context.ts";
import { callFields } from "./call-form-fields.ts";
import { callValues, withJointAction } from "./call-form-values.ts";
import { readCallForm } from "./read-call-form.ts";
import { callRefusal, labelsOf, showCallForm, topicsChanged } from "./show-call-form.tsx";

type Draft = Schemas["CallDraft"];

export const readDraft = (c: PortalContext, callId: string) =>
  answerOf(apiOf(c).GET("/v1/calls/{callId}/draft", { params: { path: { callId } } }));

/** The list of calls, and the call itself where it has a public page. */
export const draftCrumbs = (c: PortalContext, { call, draft }: Draft) => {
  const { t } = c.get("page");
  const list = { label: t("calls.title"), path: "/calls" };
  return call.state === "draft" ? [list] : [list, { label: draft.title, path: `/calls/${call.id}` }];
};

const Saved: FC<{ version: number }> = ({ version }) => {
  const { t } = usePage();
  return <Notification kind="success" title={t("calls.draftSaved", { version })}></Notification>;
};

/** Where the draft goes from here. A joint action is opened for a call that exists, and then named in it. */
const NextSteps: FC<{ draft: Draft }> = ({ draft: { call, draft } }) => {
  const { t, href } = usePage();
  return (
    <ButtonRow>
      <ButtonLink href={href(`/calls/${call.id}/preview`)} kind="secondary">
        {t("calls.officer.preview")}
      </ButtonLink>
      {draft.nationalFunding.kind === "none" && (
        <ButtonLink href={href(`/cofunding/new?call=${call.id}`)} kind="secondary">
          {t("cofunding.new")}
        </ButtonLink>
      )}
    </ButtonRow>
  );
};

const NamedJointAction: FC = () => {
  const { t } = usePage();
  return (
    <Notification kind="info" title={t("calls.jointActionNamed")}>
      <p>{t("calls.jointActionNamedText")}</p>
    </Notification>
  );
};

const jointActionAsked = (c: PortalContext): string => c.get("page").query.get("jointAction") ?? "";
const namesJointAction = (c: PortalContext): boolean => jointActionAsked(c) !== "";

type Shown = { readonly form: FormValues; readonly version: number; readonly refusal: Refusal | null };

/** The form of a draft: as stored, as sent, or as refused. */
export const showEditForm = async (
  c: PortalContext,
  draft: Draft,
  { form, version, refusal }: Shown,
): Promise<Response> => {
  const { t, href, query } = c.get("page");
  const { id } = draft.call;
  return showCallForm(c, {
    title: t("calls.editTitle"),
    lead: t("calls.editLead"),
    crumbs: draftCrumbs(c, draft),
    meta: [draft.draft.reference, t("calls.draftVersion", { version: draft.version })],
    action: href(`/calls/${id}/edit`),
    hidden: hiddenVersion(version, form),
    form,
    refusal,
    above: (
      <>
        {query.get("done") === "saved" && refusal === null && <Saved version={draft.version} />}
        {namesJointAction(c) && refusal === null && <NamedJointAction />}
        <NextSteps draft={draft} />
      </>
    ),
  });
};

export const editCall = async (c: PortalContext): Promise<Response> => {
  const read = await readDraft(c, c.req.param("callId") ?? "");
  if (!read.ok) return showProblem(c, read.error);
  const { draft, version } = read.value;
  const stored = callValues(draft, c.get("page").format);
  const form = namesJointAction(c) ? withJointAction(stored, jointActionAsked(c)) : stored;
  return showEditForm(c, read.value, { form, version, refusal: null });
};

/** Somebody saved the draft meanwhile: both versions, field by field. */
const showConflict = (c: PortalContext, draft: Draft, form: FormValues): Response => {
  const page = c.get("page");
  const { t, format, href } = page;
  const theirs = callValues(draft.draft, format);
  // Amounts and rates in the same spelling on both sides, where they can be read.
  const content = readCallForm(form, labelsOf(form, page), page);
  const mine = content.ok ? callValues(content.value, format) : form;
  const labels = { ...callFields(page, mine), ...callFields(page, theirs) };
  const fields = Object.entries(labels).map(([name, { label }]) => ({ name, label }));
  const path = `/calls/${draft.call.id}/edit`;
  if (isSame(fields, mine, theirs)) return seeOther(c, `${path}?done=saved`);
  const title = t("forms.conflictTitle", { title: draft.draft.title });
  const hidden = hiddenVersion(draft.version);
  return show(
    c,
    {
      title,
      crumbs: draftCrumbs(c, draft),
      content: (
        <Conflict
          action={href(path)}
          hidden={hidden}
          fields={fields}
          mine={mine}
          theirs={theirs}
          theirsHref={href(path)}
        />
      ),
    },
    412,
  );
};

export const saveCall = async (c: PortalContext): Promise<Response> => {
  const callId = c.req.param("callId") ?? "";
  const page = c.get("page");
  const form = await readForm(c);
  const version = versionIn(form);
  const showAgain = async (shown: FormValues, refusal: Refusal | null) => {
    const read = await readDraft(c, callId);
    return read.ok ? showEditForm(c, read.value, { form: shown, version, refusal }) : showProblem(c, read.error);
  };
  const changed = form.text("intent") === editAgain.value ? form : topicsChanged(form);
  if (changed !== null) return showAgain(changed, null);
  const content = readCallForm(form, labelsOf(form, page), page);
  if (!content.ok) return showAgain(form, refusalOfFields(content.error));
  const params = { path: { callId }, header: changeHeaders(form) };
  const saved = await answerOf(apiOf(c).PUT("/v1/calls/{callId}/draft", { params, body: content.value }));
  if (saved.ok) return seeOther(c, `/calls/${callId}/edit?done=saved`);
  if (saved.error.code !== "StaleVersion")
    return showAgain(formToRetry(form, saved.error), callRefusal(saved.error, form, page));
  const read = await readDraft(c, callId);
  return read.ok ? showConflict(c, read.value, form) : showProblem(c, read.error);
};
