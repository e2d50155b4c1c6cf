import type { Schemas } from "./api-client.ts";
import type { PortalContext } from "./area.ts";

/** A document of the API as a file to keep. */
export const sendPdf = (c: PortalContext, { pdfBase64, fileName }: Schemas["DocumentFile"]): Response => {
  const bytes = Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0));
  return c.body(bytes, 200, {
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="${fileName}"`,
  });
};
