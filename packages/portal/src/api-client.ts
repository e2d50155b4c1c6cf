import { err, ok, type Result } from "@grants/kernel/result";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api-schema.ts";
import type { CallApi, PortalContext } from "./area.ts";
import { FormIncomplete, withValues, type FormValues } from "./forms/form-values.ts";
import { readProblem, type Problem } from "./problem.ts";

/** The nouns of the API, as its description names them: `Schemas["ListedCall"]`. */
export type Schemas = components["schemas"];
export type ApiClient = Client<paths>;

/** Never resolved: the platform takes the path of a request to the function that answers it. */
const baseUrl = "http://api";

export const createApiClient = (callApi: CallApi): ApiClient => createClient<paths>({ baseUrl, fetch: callApi });

/** The API as the person of this visit. */
export const apiOf = (c: PortalContext): ApiClient => createApiClient(c.get("api"));

type Fetched<T> =
  | { readonly data: T; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: unknown; readonly response: Response };

/** The client has read the body of a refusal already; what it read is put back under the answer's own headers. */
const problemOf = ({ error, response }: { readonly error: unknown; readonly response: Response }): Promise<Problem> =>
  readProblem(
    new Response(typeof error === "string" ? error : JSON.stringify(error ?? null), {
      status: response.status,
      headers: { "content-type": response.headers.get("content-type") ?? "" },
    }),
  );

/** What the API answered, or its refusal as a value: `const call = await answerOf(api.GET(…))`. */
export const answerOf = async <T>(fetched: Promise<Fetched<T>>): Promise<Result<T, Problem>> => {
  const answer = await fetched;
  return answer.response.ok && answer.data !== undefined
    ? ok(answer.data)
    : err(await problemOf({ error: answer.error, response: answer.response }));
};

export const ifMatch = (version: number): string => `"${String(version)}"`;

const newIdempotencyKey = (): string => crypto.randomUUID();

/**
 * What a form of a command carries unseen. The key is made when the form is shown and comes back with it, so that a
 * double click, or a page that is sent again, is one command.
 */
export const hiddenKeys = (form?: FormValues | null): Readonly<Record<string, string>> => ({
  idempotencyKey: form?.text("idempotencyKey") || newIdempotencyKey(),
});

/** The same for a form that changes something, with the version that its reader has seen. */
export const hiddenVersion = (version: number, form?: FormValues | null): Readonly<Record<string, string>> => ({
  ...hiddenKeys(form),
  version: String(version),
});

/** A refused form keeps its key, so that nothing is done twice; one whose key was used for something else gets a new one. */
export const formToRetry = (form: FormValues, { code }: Problem): FormValues =>
  code === "IdempotencyKeyReused" ? withValues(form, { idempotencyKey: "" }) : form;

/** The version that the reader has seen; every page that sends one writes it into its form. Throws `FormIncomplete` without it. */
export const versionIn = (form: FormValues): number => {
  const text = form.text("version");
  if (!/^\d{1,10}$/.test(text)) throw new FormIncomplete("version");
  return Number(text);
};

/** Headers of a command that makes something. */
export const commandHeaders = (form: FormValues) => ({ "idempotency-key": keyIn(form) });

/** Headers of a command that changes something. */
export const changeHeaders = (form: FormValues) => ({
  "idempotency-key": keyIn(form),
  "if-match": ifMatch(versionIn(form)),
});

const keyIn = (form: FormValues): string => {
  const key = form.text("idempotencyKey");
  return /^[\x21-\x7e]{8,128}$/.test(key) ? key : newIdempotencyKey();
};

/** Done: the browser reads the page that shows it, so that a refresh does nothing again. */
export const seeOther = (c: PortalContext, path: string): Response => c.redirect(c.get("page").href(path), 303);
