const site = "http://site.invalid";
/** Letters, digits and marks of an address alone: no control character, no backslash, nothing that would end a header. */
const plainAddress = /^\/[\w\-.~!$&'()*+,;=:@%/?]*$/;
const pathCharactersMax = 2_000;
/** Where a sign-in ends by itself. The other addresses of signing in are no place to come back to. */
const returnableSignIn = "/auth/resume";

/**
 * A place on this site to come back to, or the home page. Whatever a browser could take for another site is none; what is left names neither
 * scheme nor host.
 */
export const returnPath = (asked: string | null | undefined): string => {
  const home = "/";
  if (asked === null || asked === undefined || asked.length > pathCharactersMax || !plainAddress.test(asked))
    return home;
  if (asked.startsWith("//") || !URL.canParse(asked, site)) return home;
  const { origin, pathname, search } = new URL(asked, site);
  if (origin !== site || pathname.startsWith("//")) return home;
  const isOwn = pathname === "/auth" || pathname.startsWith("/auth/");
  return isOwn && pathname !== returnableSignIn ? home : `${pathname}${search}`;
};
