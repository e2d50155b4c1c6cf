import type { PageContext } from "../page/page-context.ts";

const signInPath = "/auth/sign-in";

/** Signing in leads back to the page that one was on. */
export const signInAddress = ({ hasSignIn, path, query, href }: PageContext): string | null => {
  if (!hasSignIn) return null;
  // Where one signs in or out is no place to come back to.
  if (path.startsWith("/auth/") || path === "/signed-out")
    return `${signInPath}?${new URLSearchParams({ return: href("/") }).toString()}`;
  const here = query.size === 0 ? href(path) : `${href(path)}?${query.toString()}`;
  return `${signInPath}?${new URLSearchParams({ return: here }).toString()}`;
};
