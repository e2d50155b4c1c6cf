import { getCookie, setCookie } from "hono/cookie";
import type { Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";

const name = "receipt";
const keptSeconds = 86_400;

/**
 * The answer to a submission names the entry of the audit trail, the head of a proposal does not. Between the answer and
 * the page of the receipt it travels in a cookie: an address could be made up by anybody.
 */
export const rememberEntry = (c: PortalContext, { documentSha256, entryHash }: Schemas["Receipt"]): void =>
  setCookie(c, name, `${documentSha256}.${entryHash}`, {
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    maxAge: keptSeconds,
  });

/** The entry that received this document, where the reader is the one who just submitted it. */
export const recallEntry = (c: PortalContext, documentSha256: string): string | null => {
  const [document, entry] = getCookie(c, name)?.split(".") ?? [];
  return document === documentSha256 && entry !== undefined && /^[0-9a-f]{64}$/.test(entry) ? entry : null;
};
