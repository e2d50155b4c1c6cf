import type { Database } from "@grants/store/database";
import { z } from "zod";

const Consumed = z.object({ CapacityUnits: z.number() });
const Answer = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).optional(),
});

/** What `act` gives, and the units that everything sent meanwhile consumed: read and write units together. */
export const withUnits = async <T>(
  { client }: Pick<Database, "client">,
  act: () => Promise<T>,
): Promise<{ readonly value: T; readonly units: number }> => {
  const name = "recordCapacity";
  let units = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
      const { ConsumedCapacity: consumed = [] } = Answer.parse(result.output);
      units += consumed.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
      return result;
    },
    { step: "initialize", name },
  );
  try {
    return { value: await act(), units };
  } finally {
    client.middlewareStack.remove(name);
  }
};
