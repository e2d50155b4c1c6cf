export type Closing = {
  /** Notes how to end what has just been started. */
  readonly add: (close: () => Promise<void> | void) => void;
  /** Ends everything once, the last started first. */
  readonly closeAll: () => Promise<void>;
};

export const createClosing = (): Closing => {
  const closes: (() => Promise<void> | void)[] = [];
  let closed: Promise<void> | undefined;
  const closeInTurn = async (): Promise<void> => {
    const close = closes.pop();
    if (close === undefined) return;
    try {
      await close();
    } finally {
      await closeInTurn();
    }
  };
  return {
    add: (close) => {
      closes.push(close);
    },
    closeAll: () => {
      closed ??= closeInTurn();
      return closed;
    },
  };
};
