/** A body that does not keep to its own format. */
export class MalformedBody extends Error {
  override readonly name = "MalformedBody";
}

/** Reads bytes that arrive in pieces by what follows them or by their number. Throws `MalformedBody` when they end too early. */
export const createByteReader = (source: AsyncIterable<Buffer>) => {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<void> => {
    const next = await chunks.next();
    if (next.done) throw new MalformedBody("the body ends early");
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };

  /** All before the mark, which is skipped. */
  const takeTo = async (mark: string, bytesMax: number): Promise<Buffer> => {
    const at = held.indexOf(mark);
    if (at > bytesMax || (at < 0 && held.length > bytesMax + mark.length))
      throw new MalformedBody(`more than ${bytesMax} bytes before ${JSON.stringify(mark)}`);
    if (at < 0) {
      await more();
      return takeTo(mark, bytesMax);
    }
    const taken = held.subarray(0, at);
    held = held.subarray(at + mark.length);
    return taken;
  };

  /** The same, given out as it comes. What may be the mark's beginning is held back. */
  async function* flowTo(mark: string): AsyncGenerator<Buffer> {
    for (let at = held.indexOf(mark); ; at = held.indexOf(mark)) {
      const end = at < 0 ? Math.max(0, held.length - mark.length + 1) : at;
      if (end > 0) yield held.subarray(0, end);
      held = held.subarray(at < 0 ? end : end + mark.length);
      if (at >= 0) return;
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order.
      await more();
    }
  }

  /** The next so many bytes, given out as they come. */
  async function* flow(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order.
      if (held.length === 0) await more();
      const part = held.subarray(0, left);
      held = held.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  return { takeTo, flowTo, flow };
};
