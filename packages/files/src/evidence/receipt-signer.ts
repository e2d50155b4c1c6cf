import { type KeyObject, createECDH, createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { ReceiptSigner } from "@grants/core/proposals/seal-receipts";
import * as asn1js from "asn1js";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  PublicKeyInfo,
  RelativeDistinguishedNames,
} from "pkijs";
import { logSigningKey } from "./head-signer.ts";
import { receiptJwsType } from "./read-receipt-seal.ts";

const ed25519Oid = "1.3.101.112";
const commonNameOid = "2.5.4.3";
const issuerName = "ECCC Grants log of decisions";
const sealName = "ECCC Grants receipts";
const digitalSignature = 0x80;
const certificateSigning = 0x04;
const serialBytes = 16;

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** A key on P-256 that follows from the installation's secret, so that nothing else has to be kept. */
const receiptKey = (secret: string): KeyObject => {
  const ecdh = createECDH("prime256v1");
  const scalar = createHash("sha256").update(`eccc-receipt-sealing/1\n${secret}`).digest();
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const coordinateBytes = scalar.length;
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: scalar.toString("base64url"),
    x: point.subarray(1, 1 + coordinateBytes).toString("base64url"),
    y: point.subarray(1 + coordinateBytes).toString("base64url"),
  };
  return createPrivateKey({ key: jwk, format: "jwk" });
};

const spkiOf = (key: KeyObject): Buffer => createPublicKey(key).export({ format: "der", type: "spki" });

const nameOf = (value: string) =>
  new RelativeDistinguishedNames({
    typesAndValues: [new AttributeTypeAndValue({ type: commonNameOid, value: new asn1js.Utf8String({ value }) })],
  });

const keyUsage = (bits: number) =>
  new Extension({
    extnID: "2.5.29.15",
    critical: true,
    extnValue: new asn1js.BitString({ valueHex: bufferOf(Buffer.of(bits)), unusedBits: 2 }).toBER(),
  });

const constraints = (isAuthority: boolean) =>
  new Extension({
    extnID: "2.5.29.19",
    critical: true,
    extnValue: new BasicConstraints({ cA: isAuthority }).toSchema().toBER(),
  });

/**
 * A certificate from the key that signs the log: Ed25519 signs alike what is alike, so that it is the same certificate wherever it is made,
 * and whoever trusts the log's fingerprint trusts it.
 */
const certify = (
  issuer: KeyObject,
  subject: { readonly name: string; readonly spki: Buffer; readonly isAuthority: boolean },
) => {
  const { name, spki, isAuthority } = subject;
  const algorithm = new AlgorithmIdentifier({ algorithmId: ed25519Oid });
  // Positive, and the key's own.
  const serial = Buffer.concat([Buffer.of(1), createHash("sha256").update(spki).digest().subarray(0, serialBytes)]);
  const certificate = new Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: bufferOf(serial) }),
    signature: algorithm,
    signatureAlgorithm: algorithm,
    issuer: nameOf(issuerName),
    subject: nameOf(name),
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(bufferOf(spki)),
    extensions: [constraints(isAuthority), keyUsage(isAuthority ? certificateSigning : digitalSignature)],
  });
  certificate.notBefore.value = new Date("2020-01-01T00:00:00Z");
  certificate.notAfter.value = new Date("2049-12-31T00:00:00Z");
  certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER());
  const signature = sign(null, certificate.tbsView, issuer);
  certificate.signatureValue = new asn1js.BitString({ valueHex: bufferOf(signature) });
  return Buffer.from(certificate.toSchema(true).toBER()).toString("base64");
};

const base64url = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

/**
 * Seals with ES256 and a certificate that the log's key has issued. A trust service provider's qualified seal takes its place behind the
 * same port.
 */
export const createReceiptSigner = (secret: string): ReceiptSigner => {
  const key = receiptKey(secret);
  const issuer = logSigningKey(secret);
  const x5c = [
    certify(issuer, { name: sealName, spki: spkiOf(key), isAuthority: false }),
    certify(issuer, { name: issuerName, spki: spkiOf(issuer), isAuthority: true }),
  ];
  const header = base64url(JSON.stringify({ alg: "ES256", typ: receiptJwsType, x5c }));
  return {
    seal: async (payload) => {
      const signed = Buffer.from(`${header}.${base64url(payload)}`, "ascii");
      const signature = sign("sha256", signed, { key, dsaEncoding: "ieee-p1363" });
      return `${header}..${signature.toString("base64url")}`;
    },
  };
};
