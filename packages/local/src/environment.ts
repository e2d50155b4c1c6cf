import { randomBytes } from "node:crypto";
import { z } from "zod";
import { readJsonFile, replaceFile } from "./durable-file.ts";
import { localCredentials, localRegion } from "./tables.ts";

export type ServiceAddresses = {
  readonly dynamodb: string;
  readonly s3: string;
  readonly lambda: string;
  readonly sesv2: string;
  readonly timeStamps: string;
};

/** What keeps its value for as long as the data lives. */
export type LocalSecrets = {
  readonly cursorSecret: string;
  readonly logSigningSecret: string;
  readonly identityMarksSecret: string;
  readonly sessionKey: string;
};

const secretBytes = 32;
const StoredSecrets = z
  .object({
    cursorSecret: z.string(),
    logSigningSecret: z.string(),
    identityMarksSecret: z.string(),
    sessionKey: z.string(),
  })
  .partial();
const newSecret = (): string => randomBytes(secretBytes).toString("hex");

/** What a folder of an earlier version lacks is added, and what it has is kept. */
export const openSecrets = async (file: string): Promise<LocalSecrets> => {
  const stored = StoredSecrets.safeParse(await readJsonFile(file)).data ?? {};
  const {
    cursorSecret = newSecret(),
    logSigningSecret = newSecret(),
    identityMarksSecret = newSecret(),
    sessionKey = newSecret(),
  } = stored;
  const secrets = { cursorSecret, logSigningSecret, identityMarksSecret, sessionKey };
  if (Object.keys(stored).length < Object.keys(secrets).length) await replaceFile(file, JSON.stringify(secrets));
  return secrets;
};

export const filesBucket = "files";
/** Nobody replaces or removes what it holds, as in the locked one of the cloud. */
export const evidenceBucket = "evidence";

/** The provider of sign-ins, as the functions are told of it. */
export type IdentityAddresses = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly jwksUri: string;
};

/** What a function finds in its environment. An absent value means that the variable must not be set. */
export const functionEnvironment = (
  addresses: ServiceAddresses & { readonly pages: string },
  { cursorSecret, logSigningSecret, identityMarksSecret, sessionKey }: LocalSecrets,
  identity: IdentityAddresses,
): Readonly<Record<string, string | undefined>> => ({
  AWS_REGION: localRegion,
  AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  // Somebody's own profile or session must neither be used nor be in the way.
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_ENDPOINT_URL: undefined,
  AWS_ENDPOINT_URL_DYNAMODB: addresses.dynamodb,
  AWS_ENDPOINT_URL_S3: addresses.s3,
  AWS_ENDPOINT_URL_LAMBDA: addresses.lambda,
  AWS_ENDPOINT_URL_SESV2: addresses.sesv2,
  GRANTS_TABLE: "grants",
  LEDGER_TABLE: "ledger",
  PEOPLE_TABLE: "people",
  VIEWS_TABLE: "views",
  SESSIONS_TABLE: "sessions",
  FILES_BUCKET: filesBucket,
  EVIDENCE_BUCKET: evidenceBucket,
  TIME_STAMP_URL: addresses.timeStamps,
  LOG_SIGNING_SECRET: logSigningSecret,
  LOG_SIGNING_SECRET_FORMER: undefined,
  CURSOR_SECRET: cursorSecret,
  IDENTITY_MARKS_SECRET: identityMarksSecret,
  SESSION_KEY: sessionKey,
  OIDC_ISSUER: identity.issuer,
  OIDC_CLIENT_ID: identity.clientId,
  OIDC_CLIENT_SECRET: identity.clientSecret,
  OIDC_JWKS_URI: identity.jwksUri,
  AWS_LAMBDA_FUNCTION_NAME: undefined,
  MAIL_FROM: "noreply@grants.example",
  LINK_ORIGIN: addresses.pages,
  FUNCTION_PREFIX: "",
  // The portal says that its data is invented.
  DEMO: "1",
});

const assign = (values: Readonly<Record<string, string | undefined>>): void => {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
};

/** Puts values into this process's environment, where the SDK and the functions look. Returns how to put it back. */
export const applyEnvironment = (values: Readonly<Record<string, string | undefined>>): (() => void) => {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  assign(values);
  return () => assign(before);
};
