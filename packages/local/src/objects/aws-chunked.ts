import { createByteReader, MalformedBody } from "./byte-reader.ts";

const lineBytesMax = 8_192;
const lineBreak = "\r\n";

/** The SDK's framing of a stream: chunks with their sizes, then checksums as trailers. */
export type UnframedBody = {
  readonly chunks: AsyncIterable<Buffer>;
  /** Complete once `chunks` has ended. Names in lower case. */
  readonly trailers: ReadonlyMap<string, string>;
};

const parseSize = (line: string): number => {
  if (!/^[0-9a-f]{1,8}$/i.test(line)) throw new MalformedBody("a chunk has no size");
  return Number.parseInt(line, 16);
};

/** Takes the frames off. Chunks with signatures of their own, which this SDK does not send, are refused. */
export const unframe = (source: AsyncIterable<Buffer>): UnframedBody => {
  const reader = createByteReader(source);
  const trailers = new Map<string, string>();
  const line = async () => (await reader.takeTo(lineBreak, lineBytesMax)).toString("latin1");
  async function* chunks(): AsyncGenerator<Buffer> {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order.
    for (let size = parseSize(await line()); size > 0; size = parseSize(await line())) {
      yield* reader.flow(size);
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order.
      if ((await line()) !== "") throw new MalformedBody("a chunk is longer than it says");
    }
    // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order.
    for (let text = await line(); text !== ""; text = await line()) {
      const colon = text.indexOf(":");
      trailers.set(text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim());
    }
  }
  return { chunks: chunks(), trailers };
};
