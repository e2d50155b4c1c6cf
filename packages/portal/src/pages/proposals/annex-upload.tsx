import type { Result } from "@grants/kernel/result";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, hiddenVersion, ifMatch, seeOther, versionIn } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Section } from "../../components/section.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { problemToWords, type Problem } from "../../problem.ts";
import { annexIdOf, readAnnexes, titleOf } from "./annex-facts.ts";
import { crumbsTo, proposalIdOf, proposalPath, readDraft, type Draft } from "./proposal-facts.ts";

const uploadIdOf = (c: PortalContext): string => c.req.param("uploadId") ?? "";
const uploadPath = (c: PortalContext) => ({
  proposalId: proposalIdOf(c),
  annexId: annexIdOf(c),
  uploadId: uploadIdOf(c),
});
const annexesPath = (c: PortalContext): string => `/proposals/${proposalIdOf(c)}/annexes`;

/** The page's own script asks for data; a form that a browser sends by itself asks for a page. */
const isScript = (c: PortalContext): boolean => (c.req.header("accept") ?? "").startsWith("application/json");

const refuseTo = (c: PortalContext, problem: Problem): Response => {
  if (!isScript(c)) return showProblem(c, problem, annexesPath(c));
  const { reason, advice } = problemToWords(problem, c.get("page").language);
  const status = problem.status === 404 ? 404 : 422;
  return c.json({ code: problem.code, text: `${reason} ${advice}` }, status);
};

const answerScript = <T extends object>(c: PortalContext, answer: Result<T, Problem>): Response =>
  answer.ok ? c.json(answer.value) : refuseTo(c, answer.error);

/** Begins an upload. A script says how many bytes it has and goes on in pieces; without one a page with a form comes next. */
export const beginUpload = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const path = { proposalId: proposalIdOf(c), annexId: annexIdOf(c) };
  const bytes = Number(form.text("bytes"));
  const body = form.text("bytes") === "" ? {} : { bytes };
  const params = { path, header: commandHeaders(form) };
  const begun = await answerOf(apiOf(c).POST("/v1/proposals/{proposalId}/annexes/{annexId}/uploads", { params, body }));
  if (isScript(c)) return answerScript(c, begun);
  if (!begun.ok) return refuseTo(c, begun.error);
  return seeOther(c, `${annexesPath(c)}/${path.annexId}/uploads/${begun.value.uploadId}`);
};

/** Where the pieces go; for the script alone. */
export const signPieces = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const body = { sha256Base64: form.text("pieces").split(" ") };
  const params = { path: uploadPath(c) };
  const asked = apiOf(c).POST("/v1/proposals/{proposalId}/annexes/{annexId}/uploads/{uploadId}/pieces", {
    params,
    body,
  });
  return answerScript(c, await answerOf(asked));
};

/** Hands in what has arrived. */
export const registerUpload = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const header = { ...commandHeaders(form), "if-match": ifMatch(versionIn(form)) };
  const params = { path: uploadPath(c), header };
  const body = { fileName: form.text("fileName") };
  const asked = apiOf(c).POST("/v1/proposals/{proposalId}/annexes/{annexId}/uploads/{uploadId}/registration", {
    params,
    body,
  });
  const registered = await answerOf(asked);
  if (isScript(c)) return answerScript(c, registered);
  if (!registered.ok) return refuseTo(c, registered.error);
  return seeOther(c, `${annexesPath(c)}?done=added#${annexIdOf(c)}`);
};

type UploadForm = { readonly url: string; readonly fields: Readonly<Record<string, string>> };

/** A form to the storage and not to this site: it carries nothing of the session. The storage sends the browser back to where it came from. */
const StorageForm: FC<{ readonly form: UploadForm; readonly back: string }> = ({ form, back }) => {
  const { t } = usePage();
  return (
    <form class="portal-form" method="post" action={form.url} enctype="multipart/form-data">
      {Object.entries({ ...form.fields, success_action_redirect: back }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="ecl-form-group">
        <label class="ecl-form-label" for="file">
          {t("annexes.chooseFile")}
        </label>
        <input class="portal-file" type="file" id="file" name="file" required />
      </div>
      <ButtonRow>
        <Button>{t("annexes.send")}</Button>
      </ButtonRow>
    </form>
  );
};

type ArrivedProps = {
  readonly draft: Draft;
  readonly fileName: string;
  readonly version: number;
  readonly path: string;
};

const Arrived: FC<ArrivedProps> = ({ draft, fileName, version, path }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("annexes.arrived")}>
      <p>{t("annexes.arrivedText", { name: fileName })}</p>
      <Form action={href(`${path}/registration`)} hidden={{ ...hiddenVersion(version), fileName }}>
        <ButtonRow>
          <Button>{t("annexes.handIn")}</Button>
          <ButtonLink kind="secondary" href={href(path)}>
            {t("annexes.another")}
          </ButtonLink>
          <ButtonLink kind="tertiary" href={href(`${proposalPath(draft)}/annexes`)}>
            {t("annexes.back")}
          </ButtonLink>
        </ButtonRow>
      </Form>
    </Section>
  );
};

/** The storage names what it took in: the last part of its key is the name that the file has. */
const arrivedName = (c: PortalContext): string | undefined => c.req.query("key")?.split("/").at(-1);

/** Behind a gateway the protocol is the one that the reader used. */
const originOf = (c: PortalContext): string => {
  const { protocol, host } = new URL(c.req.url);
  return `${c.req.header("x-forwarded-proto") ?? protocol.replace(":", "")}://${host}`;
};

/** One upload without a script: first the form that sends the file, then, when it has arrived, the button that hands it in. */
export const showUpload = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const params = { path: uploadPath(c) };
  const [draft, annexes, upload] = await Promise.all([
    readDraft(c),
    readAnnexes(c),
    answerOf(apiOf(c).GET("/v1/proposals/{proposalId}/annexes/{annexId}/uploads/{uploadId}", { params })),
  ]);
  if (!draft.ok) return showProblem(c, draft.error);
  if (!annexes.ok) return showProblem(c, annexes.error);
  if (!upload.ok) return showProblem(c, upload.error, annexesPath(c));
  const { form } = upload.value;
  const row = annexes.value.annexes.find(({ annexId }) => annexId === annexIdOf(c));
  if (form === undefined || row === undefined) return showProblem(c, { status: 404, code: "PageNotFound" });
  const fileName = arrivedName(c);
  const path = `${annexesPath(c)}/${row.annexId}/uploads/${upload.value.uploadId}`;
  const version = row.part?.version ?? 0;
  return show(c, {
    title: page.t("annexes.uploadTitle", { title: titleOf(row) }),
    lead: page.t("annexes.uploadLead"),
    crumbs: [...crumbsTo(draft.value, page), { label: page.t("annexes.title"), path: annexesPath(c) }],
    content:
      fileName === undefined ? (
        <StorageForm form={form} back={`${originOf(c)}${page.href(path)}`} />
      ) : (
        <Arrived draft={draft.value} fileName={fileName} version={version} path={path} />
      ),
  });
};

/** Takes a file out of the draft. What was frozen before goes on naming it. */
export const removeAnnex = async (c: PortalContext): Promise<Response> => {
  const version = versionIn(await readForm(c));
  const path = { proposalId: proposalIdOf(c), path: `annex.${annexIdOf(c)}` };
  const params = { path, header: { "if-match": ifMatch(version) } };
  const removed = await answerOf(apiOf(c).DELETE("/v1/proposals/{proposalId}/parts/{path}", { params }));
  // Taken out in another window: it is as it was meant to be.
  if (!removed.ok && removed.error.code !== "PartNotFound") return showProblem(c, removed.error, annexesPath(c));
  return seeOther(c, `${annexesPath(c)}?done=removed`);
};
