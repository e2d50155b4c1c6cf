import type { FC } from "hono/jsx";
import { answerOf, apiOf } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { usePage } from "../../page/page-context.ts";
import { DownloadPdf } from "./download-files.tsx";
import { proposalIdOf, proposalPath, type Draft } from "./proposal-facts.ts";

/** The frozen document as a file whose SHA-256 is its digest, so that a receipt can be checked by anybody who holds it. */
export const DownloadDocument: FC<{ readonly draft: Draft; readonly sha256: string }> = ({ draft, sha256 }) => {
  const { t, href } = usePage();
  return (
    <ButtonRow>
      <ButtonLink kind="secondary" icon="download" href={href(`${proposalPath(draft)}/documents/${sha256}`)}>
        {t("proposals.download")}
      </ButtonLink>
      <DownloadPdf draft={draft} sha256={sha256} />
    </ButtonRow>
  );
};

/** The bytes of the API, untouched. */
export const downloadDocument = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: proposalIdOf(c), sha256: c.req.param("sha256") ?? "" };
  const asked = apiOf(c).GET("/v1/proposals/{proposalId}/documents/{sha256}", { params: { path }, parseAs: "text" });
  const read = await answerOf<string>(asked);
  if (!read.ok) return showProblem(c, read.error);
  return c.body(read.value, 200, {
    "content-type": "application/json",
    "content-disposition": `attachment; filename="${path.proposalId}.json"`,
  });
};
