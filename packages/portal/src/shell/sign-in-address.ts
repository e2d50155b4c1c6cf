import type { PageContext } from "../page/page-context.ts";

/** Where one chooses who to be in a demonstration; only the local platform has it. */
const actorPickerPath = "/_local/actor";

/** Signing in leads back to the page that one was on. */
export const signInAddress = ({ demo, signInPath, path, query, href }: PageContext): string | null => {
  const start = demo ? actorPickerPath : signInPath;
  const here = query.size === 0 ? href(path) : `${href(path)}?${query.toString()}`;
  return start === null ? null : `${start}?${new URLSearchParams({ return: here }).toString()}`;
};
