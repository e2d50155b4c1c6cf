import type { MalwareScanner } from "@grants/core/proposals/check-annex";

/** The harmless file that every scanner takes for malware, so that scanners can be tried. In two halves: this one is not it. */
const eicar = Buffer.from(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""));

/** A scanner for demonstrations: it knows one file, which does no harm. */
export const createDemoScanner = (): MalwareScanner => ({
  scan: async (bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(eicar) ? "malware" : "clean",
});
