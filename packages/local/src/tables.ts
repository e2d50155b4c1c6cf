import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { becomesTrue } from "./poll.ts";

/** What the local engine must know of a table; infra's definitions say more. */
export type LocalTable = {
  readonly name: string;
  readonly stream: boolean;
  readonly ttlAttribute?: string;
};

export const localRegion = "eu-west-1";
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** A client for the platform's own housekeeping, independent of the environment. */
export const engineClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: localRegion, credentials: localCredentials });

const activeWithin = { everyMs: 10, withinMs: 10_000 };

const becomesActive = async (client: DynamoDBClient, name: string): Promise<void> => {
  const isActive = async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table?.TableStatus === "ACTIVE";
  };
  if (!(await becomesTrue(isActive, activeWithin))) throw new Error(`table ${name} does not become active`);
};

const createTable = async (client: DynamoDBClient, table: LocalTable): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      StreamSpecification: table.stream
        ? { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" }
        : { StreamEnabled: false },
    }),
  );
  await becomesActive(client, table.name);
  if (table.ttlAttribute === undefined) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: table.name,
      TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
    }),
  );
};

/** Creates what is absent and touches nothing that is there. */
export const createTables = async (endpoint: string, tables: readonly LocalTable[]): Promise<void> => {
  const client = engineClient(endpoint);
  try {
    const { TableNames: present = [] } = await client.send(new ListTablesCommand({}));
    await Promise.all(tables.filter(({ name }) => !present.includes(name)).map((table) => createTable(client, table)));
  } finally {
    client.destroy();
  }
};
