import { hash } from "node:crypto";
import { Digest, type Sha256 } from "@grants/kernel/digest";

export const sha256: Sha256 = (text) => Digest.parse(hash("sha256", text, "hex"));
