import { createHash, createHmac } from "node:crypto";

/** What a function is given to sign its requests with. */
export type SigningKeys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly region: string;
};

type Posting = { readonly url: URL; readonly body: string; readonly service: string; readonly atMs: number };

const algorithm = "AWS4-HMAC-SHA256";
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Headers of a POST with a JSON body under AWS Signature Version 4; the path holds nothing that is encoded twice. */
export const signPost = (
  { url, body, service, atMs }: Posting,
  { accessKeyId, secretAccessKey, sessionToken, region }: SigningKeys,
): Record<string, string> => {
  const date = new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const day = date.slice(0, 8);
  const signed: Record<string, string> = {
    "content-type": "application/json",
    host: url.host,
    "x-amz-date": date,
    ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
  };
  const names = Object.keys(signed).toSorted();
  const lines = names.map((name) => `${name}:${signed[name] ?? ""}`);
  const canonical = ["POST", url.pathname, "", ...lines, "", names.join(";"), sha256(body)].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, [algorithm, date, scope, sha256(canonical)].join("\n")).toString("hex");
  const authorization = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  const { host: _host, ...sent } = signed;
  return { ...sent, authorization };
};
