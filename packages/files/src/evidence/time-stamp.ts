import { createHash, randomBytes } from "node:crypto";
import type { TimeStampAuthority } from "@grants/core/audit/log-store";
import { Instant } from "@grants/kernel/time";
import * as asn1js from "asn1js";
import {
  AlgorithmIdentifier,
  Certificate,
  ContentInfo,
  MessageImprint,
  SignedData,
  TSTInfo,
  TimeStampReq,
  TimeStampResp,
} from "pkijs";

const sha256Oid = "2.16.840.1.101.3.4.2.1";
const tstInfoOid = "1.2.840.113549.1.9.16.1.4";
const signingCertificateOid = "1.2.840.113549.1.9.16.2.47";
const extendedKeyUsageOid = "2.5.29.37";
const timeStampingOid = "1.3.6.1.5.5.7.3.8";
const nonceBytes = 8;
const granted: readonly number[] = [0, 1];

const digestOf = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();
/** A copy whose buffer begins and ends with it, as the parsers want it. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The question to a time-stamping authority (RFC 3161 §2.4.1): the digest of a text, never the text. */
const composeRequest = (text: string): Uint8Array => {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid }),
      hashedMessage: new asn1js.OctetString({ valueHex: bufferOf(digestOf(text)) }),
    }),
    // Positive, so that no leading zero is dropped on the way.
    nonce: new asn1js.Integer({ valueHex: bufferOf(Buffer.concat([Buffer.of(1), randomBytes(nonceBytes)])) }),
    certReq: true,
  });
  return new Uint8Array(request.toSchema().toBER());
};

export type TimeStamp = {
  /** When the authority saw the text. */
  readonly at: Instant;
  /** `sha256:` and the digest of the authority's certificate. */
  readonly authority: string;
  readonly subject: string;
};

/** The authority may stamp times and nothing else says so: the extension is there, and critical (RFC 3161 §2.3). */
const mayStamp = ({ extensions = [] }: Certificate): boolean =>
  extensions.some(
    ({ extnID, critical, parsedValue }) =>
      extnID === extendedKeyUsageOid &&
      critical &&
      typeof parsedValue === "object" &&
      parsedValue !== null &&
      "keyPurposes" in parsedValue &&
      Array.isArray(parsedValue.keyPurposes) &&
      parsedValue.keyPurposes.join() === timeStampingOid,
  );

const commonName = ({ subject }: Certificate): string =>
  subject.typesAndValues.map(({ value }) => value.valueBlock.value).join(", ");

const derOf = (certificate: Certificate): Uint8Array => new Uint8Array(certificate.toSchema(true).toBER());

/** The signed attribute that names the certificate, so that no other one can be put in its place (RFC 5816). */
const namesCertificate = ({ signerInfos }: SignedData, der: Uint8Array): boolean => {
  const attributes = signerInfos[0]?.signedAttrs?.attributes ?? [];
  const named = attributes.find(({ type }) => type === signingCertificateOid)?.values[0];
  if (!(named instanceof asn1js.Sequence)) return false;
  return Buffer.from(named.toBER()).includes(digestOf(der));
};

/** What a token proves about a text; `null` when it proves nothing about this one. Its authority is for the reader to trust or not. */
export const verifyTimeStamp = async (token: string, text: string): Promise<TimeStamp | null> => {
  try {
    const content = ContentInfo.fromBER(bufferOf(Buffer.from(token, "base64")));
    const signed = new SignedData({ schema: content.content });
    const info = signed.encapContentInfo.eContent;
    if (signed.encapContentInfo.eContentType !== tstInfoOid || info === undefined) return null;
    const { genTime } = TSTInfo.fromBER(info.getValue());
    const data = bufferOf(Buffer.from(text, "utf8"));
    const verified = await signed.verify({ signer: 0, data, checkChain: false, extendedMode: true });
    const { signerCertificate } = verified;
    if (verified.signatureVerified !== true || !(signerCertificate instanceof Certificate)) return null;
    const der = derOf(signerCertificate);
    if (!mayStamp(signerCertificate) || !namesCertificate(signed, der)) return null;
    const isInForce = signerCertificate.notBefore.value <= genTime && genTime <= signerCertificate.notAfter.value;
    if (!isInForce) return null;
    return {
      at: Instant.parse(genTime.toISOString()),
      authority: `sha256:${digestOf(der).toString("hex")}`,
      subject: commonName(signerCertificate),
    };
  } catch {
    return null;
  }
};

const replyBytesMax = 100_000;
const answersWithinMs = 10_000;

/** The token in an authority's answer, once it proves what was asked. Throws for anything else. */
const tokenIn = async (answer: Uint8Array, text: string): Promise<string> => {
  if (answer.length > replyBytesMax) throw new Error("The time-stamping authority answers at too great a length.");
  const { status, timeStampToken } = TimeStampResp.fromBER(bufferOf(answer));
  if (timeStampToken === undefined || !granted.includes(status.status))
    throw new Error(`The time-stamping authority refused with status ${status.status}.`);
  const token = Buffer.from(timeStampToken.toSchema().toBER()).toString("base64");
  if ((await verifyTimeStamp(token, text)) === null)
    throw new Error("The time-stamping authority gave a token that does not fit.");
  return token;
};

/** A time-stamping authority at an address: an installation's own choice, never taken from a request. */
export const createTimeStampAuthority = (url: URL): TimeStampAuthority => ({
  stamp: async (text) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: bufferOf(composeRequest(text)),
      redirect: "error",
      signal: AbortSignal.timeout(answersWithinMs),
    });
    if (!answer.ok) throw new Error(`The time-stamping authority answers ${answer.status}.`);
    return tokenIn(new Uint8Array(await answer.arrayBuffer()), text);
  },
});
