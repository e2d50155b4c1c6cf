import { X509Certificate, createHash, verify } from "node:crypto";
import type { ReadSeal } from "@grants/core/proposals/verify-receipt";
import { z } from "zod";
import { fingerprintOfKey } from "./verify-signature.ts";

/** Names what is signed, so that no other signature of the key can be taken for a receipt's. */
export const receiptJwsType = "eccc-receipt+jws";

/** No other algorithm, and no member that somebody would have to understand. */
const Header = z.strictObject({
  alg: z.literal("ES256"),
  typ: z.literal(receiptJwsType),
  x5c: z.tuple([z.base64(), z.base64()]),
});

const certificateOf = (der: string): X509Certificate => new X509Certificate(Buffer.from(der, "base64"));

const isOnP256 = ({ publicKey }: X509Certificate): boolean =>
  publicKey.asymmetricKeyType === "ec" && publicKey.asymmetricKeyDetails?.namedCurve === "prime256v1";

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && !certificate.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const commonName = ({ subject }: X509Certificate): string => subject.replace(/^CN=/, "");

/** Who sealed a payload with a detached JWS; `null` where the signature or the certificates do not hold. */
export const readReceiptSeal = (payload: string, jws: string): ReadSeal | null => {
  try {
    const [header = "", , signature = ""] = jws.split(".");
    const { x5c } = Header.parse(JSON.parse(Buffer.from(header, "base64url").toString("utf8")));
    const [certificate, issuer] = [certificateOf(x5c[0]), certificateOf(x5c[1])];
    if (!isOnP256(certificate) || !isIssuedBy(certificate, issuer)) return null;
    const signed = Buffer.from(`${header}.${Buffer.from(payload, "utf8").toString("base64url")}`, "ascii");
    const key = { key: certificate.publicKey, dsaEncoding: "ieee-p1363" } as const;
    if (!verify("sha256", signed, key, Buffer.from(signature, "base64url"))) return null;
    const spki = issuer.publicKey.export({ format: "der", type: "spki" }).toString("base64");
    return {
      certificate: `sha256:${createHash("sha256").update(certificate.raw).digest("hex")}`,
      subject: commonName(certificate),
      issuer: fingerprintOfKey(spki),
    };
  } catch {
    return null;
  }
};
