import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import type { LocalTable } from "./tables.ts";

const millisecondsPerSecond = 1_000;

/** False for an item that was renewed, or swept by another, since it was seen. */
const deleteIfStillExpired = async (
  client: DynamoDBClient,
  expired: object & { readonly TableName: string },
  Key: Record<string, AttributeValue>,
): Promise<boolean> => {
  try {
    await client.send(new DeleteItemCommand({ ...expired, Key, ConditionExpression: "#expires < :now" }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const sweepTable = async (client: DynamoDBClient, TableName: string, attribute: string, nowMs: number) => {
  const expired = {
    TableName,
    ExpressionAttributeNames: { "#expires": attribute },
    ExpressionAttributeValues: { ":now": { N: `${Math.floor(nowMs / millisecondsPerSecond)}` } },
  };
  const scan = { ...expired, FilterExpression: "#expires < :now", ProjectionExpression: "pk, sk" };
  let swept = 0;
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    const deleted = await Promise.all(Items.map((key) => deleteIfStillExpired(client, expired, key)));
    swept += deleted.filter(Boolean).length;
  }
  return swept;
};

/** Deletes what has expired by the platform's clock, as DynamoDB does in the cloud and the embedded engine does not. The one place that scans. */
export const sweepExpired = async (
  client: DynamoDBClient,
  tables: readonly LocalTable[],
  nowMs: number,
): Promise<number> => {
  const counts = await Promise.all(
    tables.flatMap(({ name, ttlAttribute }) =>
      ttlAttribute === undefined ? [] : [sweepTable(client, name, ttlAttribute, nowMs)],
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};
