import type { Database } from "@grants/store/database";

/** What a database says that nobody outside should hear. */
const indiscretion = "arn:aws:dynamodb:eu-west-1:111111111111:table/grants-people: Jana Nováková <jana@secret.example>";

type Command = { readonly input: unknown; readonly constructor: { readonly name: string } };

/** A database that refuses what it is told to, by the names of its commands, and says more than it should: what it was sent, for one. */
export const brokenDatabase = (db: Database, refused = /./): Database => {
  const whole: unknown = Reflect.get(db.client, "send");
  if (typeof whole !== "function") throw new Error("The client sends nothing.");
  const send = async (command: Command): Promise<unknown> => {
    if (!refused.test(command.constructor.name)) return Reflect.apply(whole, db.client, [command]);
    throw new TypeError(`Not authorised on ${indiscretion} for ${JSON.stringify(command.input)}`);
  };
  return { ...db, client: Object.create(db.client, { send: { value: send } }) };
};
