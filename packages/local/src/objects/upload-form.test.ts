import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readUploadForm } from "./upload-form.ts";

const type = "multipart/form-data; boundary=xYz";

/** A body as the network may cut it: pieces of the given sizes, the rest at the end. */
async function* cut(body: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const size of sizes) {
    yield body.subarray(from, from + size);
    from += size;
  }
  yield body.subarray(from);
}

const aForm = (fields: Record<string, string>, file: Buffer): Buffer =>
  Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--xYz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    Buffer.from(
      '--xYz\r\nContent-Disposition: form-data; name="file"; filename="/tmp/a.pdf"\r\nContent-Type: text/x\r\n\r\n',
    ),
    file,
    Buffer.from("\r\n--xYz--\r\n"),
  ]);

const read = async (form: Buffer, sizes: readonly number[] = []) => {
  const { fields, fileName, file } = await readUploadForm(type, cut(form, sizes));
  const chunks = await Array.fromAsync(file);
  return { fields: Object.fromEntries(fields), fileName, file: Buffer.concat(chunks) };
};

describe("reading an upload form", () => {
  test("gives its fields by lower-case name and its file without the folder it was in", async () => {
    const form = aForm({ key: "a", "Content-Type": "b" }, Buffer.from("hello"));
    expect(await read(form)).toEqual({
      fields: { key: "a", "content-type": "b" },
      fileName: "a.pdf",
      file: Buffer.from("hello"),
    });
  });

  test("gives every byte of the file however the body is cut", async () => {
    const pieces = fc.array(fc.nat({ max: 40 }), { maxLength: 20 });
    const likeDelimiters = fc.array(fc.constantFrom("\r\n", "--xYz", "\r\n--xY", "a", "-"), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(likeDelimiters, pieces, async (parts, sizes) => {
        const file = Buffer.from(parts.join(""));
        fc.pre(!file.includes("\r\n--xYz"));
        expect((await read(aForm({ key: "a" }, file), sizes)).file).toEqual(file);
      }),
    );
  });

  test.each([20_480, 20_481])("takes fields up to 20,480 bytes: %d", async (bytes) => {
    const form = aForm({ key: "k".repeat(bytes) }, Buffer.from("x"));
    const outcome = await read(form).then(
      () => "read",
      (error: unknown) => String(error),
    );
    expect(outcome.split(":")[0]).toBe(bytes === 20_480 ? "read" : "MalformedBody");
  });

  test("fails when the file does not end", async () => {
    const form = aForm({ key: "a" }, Buffer.from("hello"));
    await expect(read(form.subarray(0, -12))).rejects.toThrow("the body ends early");
  });
});
