import type { DynamoDBRecord } from "aws-lambda";
import { z } from "zod";

/** The four calls of the DynamoDB Streams API that a consumer needs, over the engine's JSON protocol. */

const recordsPerReadMax = 100;

const Stream = z.object({ StreamArn: z.string() });
const ListStreams = z.object({ Streams: z.array(Stream) });
const DescribeStream = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const ShardIterator = z.object({ ShardIterator: z.string() });
const StreamRecords = z.object({
  Records: z.array(
    z.custom<DynamoDBRecord & { readonly dynamodb: { readonly SequenceNumber: string } }>(
      (value) => z.object({ dynamodb: z.object({ SequenceNumber: z.string() }) }).safeParse(value).success,
    ),
  ),
  NextShardIterator: z.string().nullish(),
});
export type StreamRecord = z.infer<typeof StreamRecords>["Records"][number];

/** An engine on this machine demands that a request looks signed, and checks no more than that. */
const unchecked =
  "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

export const createStreamApi = (endpoint: string) => {
  const call = async (operation: string, input: object): Promise<unknown> => {
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDBStreams_20120810.${operation}`,
        authorization: unchecked,
        "x-amz-date": "20260101T000000Z",
      },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    streamOf: async (TableName: string): Promise<string> => {
      const stream = ListStreams.parse(await call("ListStreams", { TableName })).Streams.at(-1);
      if (stream === undefined) throw new Error(`table ${TableName} has no stream`);
      return stream.StreamArn;
    },
    shardsOf: async (StreamArn: string): Promise<string[]> => {
      const { StreamDescription } = DescribeStream.parse(await call("DescribeStream", { StreamArn }));
      return StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },
    /** The records after a position, the oldest first; without a position from the beginning. */
    readAfter: async (
      StreamArn: string,
      ShardId: string,
      sequenceNumber: string | undefined,
    ): Promise<StreamRecord[]> => {
      const from =
        sequenceNumber === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: sequenceNumber };
      const iterator = ShardIterator.parse(await call("GetShardIterator", { StreamArn, ShardId, ...from }));
      const read = await call("GetRecords", { ShardIterator: iterator.ShardIterator, Limit: recordsPerReadMax });
      return StreamRecords.parse(read).Records;
    },
  };
};
