import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Digest } from "@grants/kernel/digest";
import { UserId } from "@grants/kernel/id";
import { Instant, epochOfInstant } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { getMany, getOne, readThrough } from "./read.ts";
import { type Key } from "./table.ts";
import { sessionKeys, sessionPatterns } from "./tables/sessions.ts";

/** What a page says of its reader. Rights are not read from here. */
export const SessionPerson = z.object({
  id: UserId,
  name: z.string(),
  roles: z.array(z.string()),
  organisations: z.array(z.string()),
  affiliation: z.string().optional(),
});
export type SessionPerson = z.infer<typeof SessionPerson>;

/** A session of the portal. Its id is in the browser alone; its tokens are encrypted before they come here. */
export const Session = z.object({
  hash: Digest,
  person: SessionPerson,
  /** The account at the issuer. */
  subject: z.string(),
  csrfToken: z.string(),
  /** The browser, in its own words. */
  agent: z.string(),
  authenticatedAt: Instant,
  createdAt: Instant,
  seenAt: Instant,
  tokens: z.string(),
  /** Counts the tokens that this session has had: who renews them names the one they replace. */
  tokenVersion: z.int(),
  tokensBeginAt: Instant,
  tokensEndAt: Instant,
  /** Ended before its time: it still knows whose typed forms may be kept. */
  isOver: z.boolean(),
});
export type Session = z.infer<typeof Session>;
export type SessionTokens = Pick<Session, "tokens" | "tokensBeginAt" | "tokensEndAt">;

const KeptForm = z.object({ sealed: z.string(), keptUntil: z.int() });
const Twin = z.object({ sk: Digest });
const schema = "session/1";
const millisecondsPerSecond = 1_000;
/** A session stays readable for a day after its longest life, so that a form typed overnight still finds whose it is. */
const afterlifeSeconds = 86_400;

const isLost = (error: unknown): boolean => error instanceof ConditionalCheckFailedException;
const inSeconds = (at: Instant, more = 0): number => Math.floor(epochOfInstant(at) / millisecondsPerSecond) + more;

export type SessionStore = {
  readonly begin: (session: Session, secondsMax: number) => Promise<void>;
  readonly find: (hash: Digest) => Promise<Session | null>;
  readonly touch: (hash: Digest, seenAt: Instant) => Promise<void>;
  /** For one of those who would renew the same tokens; for the others false, until the first gives up or the time is over. */
  readonly claimTokens: (session: Session, nowMs: number, untilMs: number) => Promise<boolean>;
  readonly renewTokens: (session: Session, renewed: SessionTokens) => Promise<boolean>;
  readonly releaseTokens: (session: Session) => Promise<void>;
  /** Over before its time, and not forgotten yet. */
  readonly markOver: (hash: Digest) => Promise<void>;
  readonly end: (session: Pick<Session, "hash" | "person">) => Promise<void>;
  readonly listOf: (person: UserId) => Promise<readonly Session[]>;
  readonly keepForm: (name: Digest, sealed: string, untilSeconds: number) => Promise<void>;
  /** Once: what was taken is gone. */
  readonly takeForm: (name: Digest, nowSeconds: number) => Promise<string | null>;
};

type Changes = { readonly set?: string; readonly remove?: string; readonly condition?: string };
type Values = Readonly<Record<string, string | number | boolean>>;

/** Changes a session that is there; false where it has gone or changed meanwhile. */
const change = async (db: Database, key: Key, { set, remove, condition }: Changes, values: Values) => {
  const expression = [
    ...(set === undefined ? [] : [`SET ${set}`]),
    ...(remove === undefined ? [] : [`REMOVE ${remove}`]),
  ];
  const update = new UpdateCommand({
    TableName: db.tables.sessions,
    Key: key,
    UpdateExpression: expression.join(" "),
    ConditionExpression: ["attribute_exists(pk)", ...(condition === undefined ? [] : [condition])].join(" AND "),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: { ...values } }),
  });
  try {
    await db.client.send(update);
    return true;
  } catch (error) {
    if (isLost(error)) return false;
    throw error;
  }
};

const toSession = (item: Readonly<Record<string, unknown>> | null): Session | null =>
  item === null ? null : Session.parse(item);

const tokenActs = (db: Database): Pick<SessionStore, "claimTokens" | "renewTokens" | "releaseTokens"> => ({
  claimTokens: ({ hash, tokenVersion }, nowMs, untilMs) =>
    change(
      db,
      sessionKeys.session(hash),
      {
        set: "renewingUntil = :until",
        condition:
          "tokenVersion = :version AND isOver = :no AND (attribute_not_exists(renewingUntil) OR renewingUntil < :now)",
      },
      { ":until": untilMs, ":now": nowMs, ":version": tokenVersion, ":no": false },
    ),
  renewTokens: ({ hash, tokenVersion }, { tokens, tokensBeginAt, tokensEndAt }) =>
    change(
      db,
      sessionKeys.session(hash),
      {
        set: "tokens = :tokens, tokensBeginAt = :begin, tokensEndAt = :end, tokenVersion = :next",
        remove: "renewingUntil",
        condition: "tokenVersion = :version",
      },
      {
        ":tokens": tokens,
        ":begin": tokensBeginAt,
        ":end": tokensEndAt,
        ":next": tokenVersion + 1,
        ":version": tokenVersion,
      },
    ),
  releaseTokens: async ({ hash }) =>
    void (await change(db, sessionKeys.session(hash), { remove: "renewingUntil" }, {})),
});

const formActs = (db: Database): Pick<SessionStore, "keepForm" | "takeForm"> => ({
  keepForm: async (name, sealed, untilSeconds) => {
    const Item = {
      ...sessionKeys.keptForm(name),
      schema: "kept-form/1",
      sealed,
      keptUntil: untilSeconds,
      expiresAt: untilSeconds,
    };
    await db.client.send(new PutCommand({ TableName: db.tables.sessions, Item }));
  },
  takeForm: async (name, nowSeconds) => {
    const Key = sessionKeys.keptForm(name);
    const taken = await db.client.send(
      new DeleteCommand({ TableName: db.tables.sessions, Key, ReturnValues: "ALL_OLD" }),
    );
    const form = KeptForm.safeParse(taken.Attributes).data;
    return form === undefined || form.keptUntil < nowSeconds ? null : form.sealed;
  },
});

/** Sessions live in a table of their own, which the portal alone reaches. None of it is evidence. */
export const createSessionStore = (db: Database): SessionStore => {
  const TableName = db.tables.sessions;
  return {
    ...tokenActs(db),
    ...formActs(db),
    begin: async (session, secondsMax) => {
      const expiresAt = inSeconds(session.createdAt, secondsMax + afterlifeSeconds);
      const { hash, person } = session;
      const twin = { ...sessionKeys.sessionOf(person.id, hash), schema: "session-twin/1", expiresAt };
      const ConditionExpression = "attribute_not_exists(pk)";
      await db.client.send(
        new TransactWriteCommand({
          ClientRequestToken: db.newToken(),
          TransactItems: [
            {
              Put: {
                TableName,
                Item: { ...sessionKeys.session(hash), schema, ...session, expiresAt },
                ConditionExpression,
              },
            },
            { Put: { TableName, Item: twin, ConditionExpression } },
          ],
        }),
      );
    },
    find: async (hash) => toSession(await getOne(db, "sessions", sessionKeys.session(hash))),
    touch: async (hash, seenAt) =>
      void (await change(db, sessionKeys.session(hash), { set: "seenAt = :at" }, { ":at": seenAt })),
    markOver: async (hash) =>
      void (await change(db, sessionKeys.session(hash), { set: "isOver = :yes" }, { ":yes": true })),
    end: async ({ hash, person }) => {
      await Promise.all(
        [sessionKeys.session(hash), sessionKeys.sessionOf(person.id, hash)].map((Key) =>
          db.client.send(new DeleteCommand({ TableName, Key })),
        ),
      );
    },
    listOf: async (person) => {
      const twins = await readThrough(db, sessionPatterns.sessionsOf, { pk: sessionKeys.sessionOf(person, "").pk });
      const wanted = twins.map((twin) => ({
        table: "sessions" as const,
        key: sessionKeys.session(Twin.parse(twin).sk),
      }));
      return (await getMany(db, wanted)).map(toSession).filter((session) => session !== null);
    },
  };
};
