const redirectsMax = 12;

type Answer = { readonly status: number; readonly url: string; readonly html: string };
/** Somebody who reads pages without a browser, and keeps its cookies. */
export type FetchingVisitor = { readonly get: (path: string) => Promise<Answer> };

type Jar = Map<string, string>;

const keep = (jar: Jar, response: Response): void => {
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = ""] = cookie.split(";");
    const [name = "", ...value] = pair.split("=");
    jar.set(name, value.join("="));
  }
};

/** Follows redirects, as a browser does: the cookies of each are sent with the next. */
const ask = async (jar: Jar, first: URL, init: RequestInit = {}): Promise<Answer> => {
  let url = first;
  let next = init;
  for (let count = 0; count < redirectsMax; count += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...next, headers: { cookie }, redirect: "manual" });
    keep(jar, response);
    const location = response.headers.get("location");
    const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
    const text = await response.text();
    if (location === null) return { status: response.status, url: url.href, html: isPage ? text : "" };
    url = new URL(location, url);
    next = {};
  }
  throw new Error(`${first.href} is redirected more than ${redirectsMax} times.`);
};

/** A person of the demonstration who has signed in; `null` is nobody. */
export const aFetchingVisitor = async (origin: string, person: string | null): Promise<FetchingVisitor> => {
  const jar: Jar = new Map();
  if (person !== null) {
    const choice = await ask(jar, new URL("/auth/sign-in", origin));
    const body = new URLSearchParams({ person });
    const arrived = await ask(jar, new URL(choice.url), { method: "POST", body });
    if (arrived.status !== 200) throw new Error(`${person} could not sign in: ${arrived.status} at ${arrived.url}.`);
  }
  return { get: (path) => ask(jar, new URL(path, origin)) };
};
