import type { FC } from "hono/jsx";
import { answerOf, apiOf } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Link } from "../../components/link.tsx";
import { usePage } from "../../page/page-context.ts";
import { sendPdf } from "../../send-pdf.ts";
import { annexIdOf } from "./annex-facts.ts";
import type { FrozenDocument } from "./frozen-document.tsx";
import { proposalIdOf, proposalPath, type Draft } from "./proposal-facts.ts";

/** The whole proposal to read, to print and to keep: a version that was frozen, or the draft as it is now. */
export const DownloadPdf: FC<{ readonly draft: Draft; readonly sha256?: string | undefined }> = ({ draft, sha256 }) => {
  const { t, href } = usePage();
  const path = `${proposalPath(draft)}/pdf`;
  return (
    <ButtonLink
      kind="secondary"
      icon="download"
      href={href(sha256 === undefined ? path : `${path}?document=${sha256}`)}
    >
      {t(sha256 === undefined ? "annexes.pdfDraft" : "annexes.pdf")}
    </ButtonLink>
  );
};

/** The files that a frozen version names, in the version that it names. */
export const DocumentFiles: FC<{ readonly document: FrozenDocument; readonly sha256: string }> = ({
  document,
  sha256,
}) => {
  const { t, href } = usePage();
  const { annexes = [], proposalId } = document;
  return annexes.length === 0 ? null : (
    <>
      <h3>{t("annexes.inDocument")}</h3>
      <ul class="ecl-unordered-list">
        {annexes.map(({ annexId, uploadId, fileName, sha256: digest }) => (
          <li class="ecl-unordered-list__item">
            <Link href={href(`/proposals/${proposalId}/annexes/${annexId}/files/${uploadId}?document=${sha256}`)}>
              {fileName}
            </Link>{" "}
            <code class="portal-digest">{digest}</code>
          </li>
        ))}
      </ul>
    </>
  );
};

/** Leads to the storage, where the file is given for a minute: from there it is a file to keep, and runs in no page of this site. */
export const downloadAnnex = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: proposalIdOf(c), annexId: annexIdOf(c), uploadId: c.req.param("uploadId") ?? "" };
  const documentSha256 = c.req.query("document");
  const query = documentSha256 === undefined ? {} : { documentSha256 };
  const asked = apiOf(c).GET("/v1/proposals/{proposalId}/annexes/{annexId}/files/{uploadId}", {
    params: { path, query },
  });
  const file = await answerOf(asked);
  if (!file.ok) return showProblem(c, file.error, `/proposals/${path.proposalId}`);
  c.header("cache-control", "private, no-store");
  return c.redirect(file.value.url, 303);
};

export const downloadPdf = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: proposalIdOf(c) };
  const { language } = c.get("page");
  const sha256 = c.req.query("document");
  const query = sha256 === undefined ? { language } : { language, sha256 };
  const asked = apiOf(c).GET("/v1/documents/proposals/{proposalId}", { params: { path, query } });
  const file = await answerOf(asked);
  if (!file.ok) return showProblem(c, file.error, `/proposals/${path.proposalId}`);
  return sendPdf(c, file.value);
};
