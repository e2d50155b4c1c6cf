/**
 * The prefix binds each cookie to this host, its root and an encrypted connection. Browsers take http on one's own machine for encrypted
 * (ADR 13), so the names are the same there.
 */
const names = { session: "__Host-session", signIn: "__Host-sign-in", form: "__Host-form" } as const;
export type CookieName = keyof typeof names;

const attributes = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** A value holds the characters of base64url alone. */
export const cookie = (name: CookieName, value: string, secondsMax?: number): string =>
  `${names[name]}=${value}; ${attributes}${secondsMax === undefined ? "" : `; Max-Age=${secondsMax}`}`;

export const forget = (name: CookieName): string => cookie(name, "", 0);

/** The value of a cookie, where it was sent once; two of one name are nobody's. */
export const readCookie = (request: Request, name: CookieName): string | null => {
  const values = (request.headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${names[name]}=`))
    .map((pair) => pair.slice(names[name].length + 1));
  const [value] = values;
  return value === undefined || values.length > 1 || !/^[\w-]+$/.test(value) ? null : value;
};
