import { Worker } from "node:worker_threads";
import { PdfFacts } from "./pdf-facts.ts";

/** What a hostile PDF may cost before it is given up. */
const memoryMbMax = 512;
const secondsMax = 20;
const secondMs = 1_000;

/** Nobody can tell what is in it within what a file may cost. */
export type PdfTooComplex = { readonly kind: "tooComplex" };
export type ReadPdf = (bytes: Uint8Array) => Promise<PdfFacts | PdfTooComplex>;

/** Reads a PDF in a thread of its own, which ends when it takes too long or too much. `script`: what the thread runs. */
export const createPdfReader =
  (script: URL, { timeoutMs = secondsMax * secondMs }: { readonly timeoutMs?: number } = {}): ReadPdf =>
  async (bytes) => {
    const thread = new Worker(script, {
      // A copy: the file goes on to the next check.
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: memoryMbMax },
      // What a library has to say of a file quotes the file.
      stdout: true,
      stderr: true,
    });
    const read = Promise.withResolvers<PdfFacts | PdfTooComplex>();
    const timer = setTimeout(() => read.resolve({ kind: "tooComplex" }), timeoutMs);
    thread.once("message", (facts: unknown) => read.resolve(PdfFacts.parse(facts)));
    thread.once("error", (error) =>
      "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? read.resolve({ kind: "tooComplex" })
        : read.reject(error),
    );
    try {
      return await read.promise;
    } finally {
      clearTimeout(timer);
      await thread.terminate();
    }
  };
