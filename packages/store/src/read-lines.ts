import { createReadStream } from "node:fs";

const newline = 0x0a;
const chunkBytes = 1 << 20;

/**
 * The lines of a file, one after the other, whatever its size. Only a line feed ends a line: the evidence holds every other character as it
 * is, also those that JavaScript's own line reader takes for an end.
 */
export async function* readLines(path: string): AsyncGenerator<readonly string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(newline);
    rest = bytes.subarray(end + 1);
    if (end >= 0) yield bytes.toString("utf8", 0, end).split("\n");
  }
  if (rest.length > 0) yield [rest.toString("utf8")];
}
