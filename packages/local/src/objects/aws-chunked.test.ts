import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unframe } from "./aws-chunked.ts";

async function* cut(body: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const size of sizes) {
    yield body.subarray(from, from + size);
    from += size;
  }
  yield body.subarray(from);
}

const frame = (chunks: readonly Uint8Array[], trailers: string): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
    Buffer.from(`0\r\n${trailers}\r\n`),
  ]);

const read = async (body: Buffer, sizes: readonly number[] = []) => {
  const { chunks, trailers } = unframe(cut(body, sizes));
  const content = Buffer.concat(await Array.fromAsync(chunks));
  return { content, trailers: Object.fromEntries(trailers) };
};

describe("taking the SDK's frames off a body", () => {
  test("gives every byte and the trailers however the body is cut", async () => {
    const content = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 6 });
    const pieces = fc.array(fc.nat({ max: 30 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(content, pieces, async (chunks, sizes) => {
        const body = frame(chunks, "X-Amz-Checksum-Crc32:AAAAAA==\r\n");
        expect(await read(body, sizes)).toEqual({
          content: Buffer.concat(chunks),
          trailers: { "x-amz-checksum-crc32": "AAAAAA==" },
        });
      }),
    );
  });

  test.each([
    ["ends early", "5\r\nhel"],
    ["has no size", "hello\r\n"],
    ["is longer than it says", "2\r\nhello\r\n0\r\n\r\n"],
    ["carries signatures", "5;chunk-signature=0\r\nhello\r\n0\r\n\r\n"],
  ])("refuses a body that %s", async (_, body) => {
    await expect(read(Buffer.from(body))).rejects.toMatchObject({ name: "MalformedBody" });
  });
});
