import { createHash, webcrypto } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as asn1js from "asn1js";
import {
  Attribute,
  AttributeTypeAndValue,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  ExtKeyUsage,
  Extension,
  IssuerAndSerialNumber,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TSTInfo,
  TimeStampReq,
  TimeStampResp,
} from "pkijs";
import { z } from "zod";
import type { PlatformClock } from "./clock.ts";
import { readJsonFile, replaceFile } from "./durable-file.ts";
import { describeError, listen, type Listening, readBody } from "./http-server.ts";

const requestBytesMax = 10_000;
const name = "Time-stamping authority of one machine";
/** A policy of this example: the arc for examples. */
const policyOid = "2.999.1";
const tstInfoOid = "1.2.840.113549.1.9.16.1.4";
const signedDataOid = "1.2.840.113549.1.7.2";
const commonNameOid = "2.5.4.3";
const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;

const StoredKeys = z.object({ privateKey: z.string(), certificate: z.string() });

const utf8 = (value: string) => new asn1js.Utf8String({ value });
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const toText = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString("base64");

const nameTo = (certificate: Certificate): void => {
  for (const { typesAndValues } of [certificate.issuer, certificate.subject])
    typesAndValues.push(new AttributeTypeAndValue({ type: commonNameOid, value: utf8(name) }));
};

/** Signs itself: nobody stands behind it, and whoever verifies a stamp of it is told so. */
const createCertificate = async (keys: webcrypto.CryptoKeyPair): Promise<Certificate> => {
  const certificate = new Certificate({ version: 2, serialNumber: new asn1js.Integer({ value: 1 }) });
  nameTo(certificate);
  certificate.notBefore.value = new Date("2020-01-01T00:00:00Z");
  certificate.notAfter.value = new Date("2049-12-31T00:00:00Z");
  const usage = new ExtKeyUsage({ keyPurposes: ["1.3.6.1.5.5.7.3.8"] });
  certificate.extensions = [
    new Extension({ extnID: "2.5.29.37", critical: true, extnValue: usage.toSchema().toBER(), parsedValue: usage }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, "SHA-256");
  return certificate;
};

type Authority = { readonly privateKey: webcrypto.CryptoKey; readonly certificate: Certificate };

const openAuthority = async (file: string): Promise<Authority> => {
  const stored = StoredKeys.safeParse(await readJsonFile(file)).data;
  if (stored !== undefined) {
    const der = Buffer.from(stored.privateKey, "base64");
    return {
      privateKey: await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]),
      certificate: Certificate.fromBER(bufferOf(Buffer.from(stored.certificate, "base64"))),
    };
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await createCertificate(keys);
  const privateKey = toText(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  await replaceFile(file, JSON.stringify({ privateKey, certificate: toText(certificate.toSchema(true).toBER()) }));
  return { privateKey: keys.privateKey, certificate };
};

const attribute = (type: string, value: asn1js.BaseBlock) => new Attribute({ type, values: [value] });

const sequence = (value: asn1js.BaseBlock) => new asn1js.Sequence({ value: [value] });

/** The attribute that binds the signature to the certificate (RFC 5816), in the form with SHA-256 as its default. */
const signingCertificate = (certificate: Certificate) => {
  const digest = createHash("sha256")
    .update(new Uint8Array(certificate.toSchema(true).toBER()))
    .digest();
  const hash = new asn1js.OctetString({ valueHex: bufferOf(digest) });
  return attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(sequence(hash))));
};

const composeInfo = (request: TimeStampReq, at: Date, serial: number): ArrayBuffer =>
  new TSTInfo({
    version: 1,
    policy: policyOid,
    messageImprint: request.messageImprint,
    serialNumber: new asn1js.Integer({ value: serial }),
    genTime: at,
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
  })
    .toSchema()
    .toBER();

/** A token over what was asked, as RFC 3161 wants it. */
const stamp = async ({ privateKey, certificate }: Authority, request: TimeStampReq, at: Date): Promise<ContentInfo> => {
  const info = composeInfo(request, at, at.getTime() % 2 ** 31);
  const digest = createHash("sha256").update(new Uint8Array(info)).digest();
  const signed = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: tstInfoOid,
      eContent: new asn1js.OctetString({ valueHex: info }),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute("1.2.840.113549.1.9.3", new asn1js.ObjectIdentifier({ value: tstInfoOid })),
            attribute("1.2.840.113549.1.9.4", new asn1js.OctetString({ valueHex: bufferOf(digest) })),
            signingCertificate(certificate),
          ],
        }),
      }),
    ],
    certificates: [certificate],
  });
  await signed.sign(privateKey, 0, "SHA-256");
  return new ContentInfo({ contentType: signedDataOid, content: signed.toSchema(true) });
};

export type TimeStampService = Listening;

/** A small time-stamping authority that speaks RFC 3161 over HTTP, with the platform's clock: for one machine and for tests. */
export const startTimeStampAuthority = async ({
  keysFile,
  clock,
  report = () => undefined,
}: {
  readonly keysFile: string;
  readonly clock: Pick<PlatformClock, "nowMs">;
  readonly report?: (line: string) => void;
}): Promise<TimeStampService> => {
  const authority = await openAuthority(keysFile);
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request, requestBytesMax);
    if (request.method !== "POST" || body.kind !== "Complete") return void response.writeHead(400).end();
    const asked = TimeStampReq.fromBER(bufferOf(body.bytes));
    const timeStampToken = await stamp(authority, asked, new Date(clock.nowMs()));
    const answer = new TimeStampResp({ status: new PKIStatusInfo({ status: 0 }), timeStampToken });
    response.writeHead(200, { "content-type": "application/timestamp-reply" });
    response.end(Buffer.from(answer.toSchema().toBER()));
  };
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      report(`time-stamping authority: ${describeError(error)}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(400).end();
    });
  });
  return listen(server);
};
