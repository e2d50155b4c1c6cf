import type { Database } from "@grants/store/database";

/** What a database says that nobody outside should hear. */
export const indiscretion =
  "arn:aws:dynamodb:eu-west-1:111111111111:table/grants-people: Jana Nováková <jana@secret.example>";

/** A database that refuses everything, and says more than it should. */
export const brokenDatabase = (db: Database): Database => ({
  ...db,
  client: Object.create(db.client, {
    send: { value: () => Promise.reject(new TypeError(`User is not authorised on ${indiscretion}`)) },
  }),
});
