import { createHmac, hkdfSync } from "node:crypto";
import type { Fingerprint, ReadVatNumber } from "@grants/core/registry/identity-marks";
import {
  austria,
  belgium,
  bulgaria,
  checkVAT,
  croatia,
  cyprus,
  czechRepublic,
  denmark,
  estonia,
  finland,
  france,
  germany,
  greece,
  hungary,
  ireland,
  italy,
  latvia,
  lithuania,
  luxembourg,
  malta,
  netherlands,
  norway,
  poland,
  portugal,
  romania,
  slovakiaRepublic,
  slovenia,
  spain,
  sweden,
  switzerland,
  unitedKingdom,
} from "jsvat";

const union = [
  austria,
  belgium,
  bulgaria,
  croatia,
  cyprus,
  czechRepublic,
  denmark,
  estonia,
  finland,
  france,
  germany,
  greece,
  hungary,
  ireland,
  italy,
  latvia,
  lithuania,
  luxembourg,
  malta,
  netherlands,
  poland,
  portugal,
  romania,
  slovakiaRepublic,
  slovenia,
  spain,
  sweden,
];
const known = [...union, norway, switzerland];

/** Greece is GR in ISO and EL in the numbers; Northern Ireland is XI with the digits of the United Kingdom's rule. */
export const readVatNumber: ReadVatNumber = (written) => {
  const plain = written.toUpperCase().replaceAll(/[\s.\-/]/g, "");
  const number = plain.startsWith("GR") ? `EL${plain.slice(2)}` : plain;
  if (number.startsWith("XI")) return checkVAT(`GB${number.slice(2)}`, [unitedKingdom]).isValid ? number : null;
  return checkVAT(number, known).isValid ? number : null;
};

const keyBytes = 32;

/** HMAC under a key that is made from the secret of these marks, which nothing else hangs on. */
export const createFingerprint = (secret: string): Fingerprint => {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "eccc-identity-marks/1", keyBytes));
  return (text) => createHmac("sha256", key).update(text).digest("hex");
};
