/** What was typed and is not saved yet, kept on this device for the person who typed it. */
export type KeptDraft = {
  /** The version of the part that it was typed on. */
  readonly version: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
};

const prefix = "grants-draft:";
const keyOf = (person: string, path: string): string => `${prefix}${person}:${path}`;

const isKept = (value: unknown): value is KeptDraft =>
  typeof value === "object" && value !== null && "version" in value && "fields" in value && Array.isArray(value.fields);

/** A browser may refuse to keep anything, or have no room: what is typed is then in the page alone, as without this. */
const quietly = <T>(act: () => T): T | null => {
  try {
    return act();
  } catch {
    return null;
  }
};

export const keepDraft = (person: string, path: string, draft: KeptDraft): boolean =>
  quietly(() => {
    localStorage.setItem(keyOf(person, path), JSON.stringify(draft));
    return true;
  }) ?? false;

export const keptDraft = (person: string, path: string): KeptDraft | null =>
  quietly(() => {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person, path)) ?? "null");
    return isKept(kept) ? kept : null;
  });

export const forgetDraft = (person: string, path: string): void =>
  void quietly(() => localStorage.removeItem(keyOf(person, path)));

/** Whoever signs out leaves nothing on the device. A session that only ran out keeps what was typed until its person comes back. */
export const forgetAtSignOut = (root: Document): void => {
  root.addEventListener("submit", ({ target }) => {
    if (!(target instanceof HTMLFormElement) || new URL(target.action).pathname !== "/auth/sign-out") return;
    quietly(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    });
  });
};
