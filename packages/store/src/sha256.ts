import { hash } from "node:crypto";
import { Digest, type Sha256, type Sha256OfBytes } from "@grants/kernel/digest";

export const sha256: Sha256 = (text) => Digest.parse(hash("sha256", text, "hex"));

export const sha256OfBytes: Sha256OfBytes = (hexadecimal) =>
  Digest.parse(hash("sha256", Buffer.from(hexadecimal, "hex"), "hex"));
