import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks } from "cdk-nag";
import { afterAll, describe, expect, test } from "vitest";
import { listFunctions } from "../../functions/bundling.ts";
import { readConfig } from "../../infra/config.ts";
import { permissions } from "../../infra/permissions.ts";
import { ApiStack } from "../../infra/stacks/api-stack.ts";
import { DataStack } from "../../infra/stacks/data-stack.ts";
import { IdentityStack } from "../../infra/stacks/identity-stack.ts";
import { tableDefinitions } from "../../packages/store/src/table.ts";

const bundles = mkdtempSync(join(tmpdir(), "bundles-"));
afterAll(() => rmSync(bundles, { recursive: true }));

const functions = listFunctions(`${import.meta.dirname}/../../functions`);
for (const { name } of functions) {
  mkdirSync(join(bundles, name));
  writeFileSync(join(bundles, name, "index.mjs"), "export const handler = async () => ({});");
}

const app = new App({ context: { "@aws-cdk/core:defaultCrossStackReferences": "strong" } });
const config = readConfig(() => undefined);
const env = { account: config.account, region: config.region };
const dataStack = new DataStack(app, "Data", { env, config });
const identityStack = new IdentityStack(app, "Identity", { env, config });
const parts = { data: dataStack, identity: identityStack, functions, bundles };
const apiStack = new ApiStack(app, "Api", { env, config, ...parts });
const data = Template.fromStack(dataStack);
const api = Template.fromStack(apiStack);
const identity = Template.fromStack(identityStack);

type Statement = { Action: string | string[]; Resource: unknown; Condition?: Record<string, unknown> };
const statements = Object.values(api.findResources("AWS::IAM::Policy")).flatMap(
  (policy): Statement[] => policy["Properties"].PolicyDocument.Statement,
);
const actionsOf = ({ Action }: Statement) => [Action].flat();
const isOfStreams = (action: string) =>
  /^dynamodb:(?:ListStreams|DescribeStream|GetRecords|GetShardIterator)$/.test(action);
const onTables = statements.filter((statement) =>
  actionsOf(statement).some((action) => action.startsWith("dynamodb:") && !isOfStreams(action)),
);
const onStreams = statements.filter((statement) => actionsOf(statement).some(isOfStreams));

/** Functions in whose environment a name stands. */
const holdersOf = (name: string): readonly unknown[] =>
  Object.values(api.findResources("AWS::Lambda::Function")).flatMap(({ Properties: found }) =>
    JSON.stringify(found.Environment).includes(name) ? [found.FunctionName] : [],
  );

describe("the tables", () => {
  test("are the five of the store, each protected from deletion", () => {
    data.resourceCountIs("AWS::DynamoDB::GlobalTable", tableDefinitions.length);
    data.allResourcesProperties("AWS::DynamoDB::GlobalTable", {
      BillingMode: "PAY_PER_REQUEST",
      Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })],
    });
    data.allResources("AWS::DynamoDB::GlobalTable", { DeletionPolicy: "Retain" });
  });

  test("recover to any point of 35 days, but for views and sessions", () => {
    const recovering = Object.values(data.findResources("AWS::DynamoDB::GlobalTable")).filter(
      (table) =>
        table["Properties"].Replicas[0].PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true &&
        table["Properties"].Replicas[0].PointInTimeRecoverySpecification.RecoveryPeriodInDays === 35,
    );
    expect(recovering).toHaveLength(3);
  });

  test("have one stream, on the ledger", () => {
    const streamed = Object.keys(
      data.findResources("AWS::DynamoDB::GlobalTable", { Properties: { StreamSpecification: Match.anyValue() } }),
    );
    expect(streamed).toHaveLength(1);
    expect(streamed[0]).toContain("ledger");
  });

  test("let nobody change or take out an entry of the ledger", () => {
    data.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      Replicas: [
        Match.objectLike({
          ResourcePolicy: {
            PolicyDocument: Match.objectLike({
              Statement: [
                Match.objectLike({
                  Effect: "Deny",
                  Principal: { AWS: "*" },
                  Action: Match.arrayWith(["dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"]),
                }),
              ],
            }),
          },
        }),
      ],
    });
  });
});

describe("the buckets", () => {
  test("are private, versioned and encrypted", () => {
    data.allResourcesProperties("AWS::S3::Bucket", {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: Match.anyValue(),
    });
  });

  test("lock evidence so that nobody can shorten its retention", () => {
    data.hasResourceProperties("AWS::S3::Bucket", {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: config.retentionDays } } },
    });
  });
});

describe("files that are sent", () => {
  test("come from pages of the site alone, and go by themselves when nobody hands them in", () => {
    data.hasResourceProperties("AWS::S3::Bucket", {
      CorsConfiguration: { CorsRules: [Match.objectLike({ AllowedOrigins: [config.siteOrigin] })] },
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            Prefix: "incoming/",
            ExpirationInDays: 2,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
          }),
        ],
      },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  test("wake the worker that looks into them once they are received, and not before", () => {
    api.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: Match.objectLike({
        source: ["aws.s3"],
        detail: Match.objectLike({ object: { key: [{ prefix: "annexes/" }] } }),
      }),
    });
  });
});

describe("the functions", () => {
  test("each have a row in the table of permissions", () => {
    expect(functions.map(({ name }) => name).filter((name) => permissions[name] === undefined)).toEqual([]);
  });

  test("have the names by which the portal invokes them", () => {
    const named = Object.values(api.findResources("AWS::Lambda::Function")).map(
      (found): unknown => found["Properties"].FunctionName,
    );
    expect(named).toEqual(expect.arrayContaining(functions.map(({ name }) => `Api-${name}`)));
    api.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "Api-portal",
      Environment: { Variables: Match.objectLike({ FUNCTION_PREFIX: "Api-" }) },
    });
  });

  test("that pay know the account that payments leave from, which only a trial may leave out", () => {
    api.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "Api-run-payments",
      Environment: { Variables: Match.objectLike({ DEBTOR_IBAN: config.debtorIban, DEBTOR_NAME: config.debtorName }) },
    });
    expect(() => readConfig((key) => (key === "stage" ? "production" : undefined))).toThrow(/debtorIban/);
  });

  test("run on Node.js 24 on arm64, with traces", () => {
    api.allResourcesProperties("AWS::Lambda::Function", {
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      TracingConfig: { Mode: "Active" },
    });
  });

  test("reach tables by their own prefixes only, and never scan", () => {
    expect(onTables.length).toBeGreaterThanOrEqual(functions.length);
    for (const statement of onTables) {
      expect(statement.Condition).toMatchObject({
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": expect.any(Array) },
        Null: { "dynamodb:LeadingKeys": "false" },
      });
      expect(actionsOf(statement)).not.toContain("dynamodb:Scan");
      expect(actionsOf(statement).filter((action) => action.includes("*"))).toEqual([]);
    }
  });

  test("read no stream but the ledger's, and nothing but its records", () => {
    expect(onStreams.flatMap(actionsOf).filter((action) => !isOfStreams(action))).toEqual([]);
    const streams = onStreams.filter(({ Resource }) => Resource !== "*");
    expect([...new Set(streams.map(({ Resource }) => JSON.stringify(Resource)))]).toEqual([
      expect.stringMatching(/Tableledger\w+StreamArn/),
    ]);
  });

  test("may add to the ledger and never change it", () => {
    const named = JSON.stringify(onTables.filter(({ Resource }) => JSON.stringify(Resource).includes("Tableledger")));
    expect(named).toContain("dynamodb:PutItem");
    expect(named).not.toMatch(/UpdateItem|DeleteItem|BatchWriteItem/);
  });

  test("that pay are woken by the decisions of persons, and by nothing else of the ledger", () => {
    api.resourceCountIs("AWS::Lambda::EventSourceMapping", 2);
    const filterOn = (prefix: string) => ({
      Pattern: JSON.stringify({ eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ prefix }] } } } }),
    });
    api.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: { Ref: Match.stringLikeRegexp("^runpayments") },
      StartingPosition: "LATEST",
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 300,
      FilterCriteria: { Filters: [filterOn("AUDIT#run_"), filterOn("AUDIT#msg_")] },
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  test("that seal are woken by every entry, also by one that has waited a day, and may put into the locked bucket and no more", () => {
    api.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: { Ref: Match.stringLikeRegexp("^sealledger") },
      MaximumRecordAgeInSeconds: 86_400,
      MaximumBatchingWindowInSeconds: 60,
      BisectBatchOnFunctionError: true,
    });
    const onEvidence = statements.filter(({ Resource }) => JSON.stringify(Resource).includes("-evidence-"));
    expect(new Set(onEvidence.flatMap(actionsOf))).toEqual(new Set(["s3:PutObject", "s3:ListBucket"]));
    expect(holdersOf("LOG_SIGNING_SECRET")).toEqual(["Api-seal-ledger"]);
  });

  test("have the key of the identity marks where organisations are registered, and nowhere else", () => {
    expect(holdersOf("IDENTITY_MARKS_SECRET")).toEqual(["Api-registry"]);
  });

  test("that work on a clock never meet an event that is older than five minutes", () => {
    api.allResourcesProperties("AWS::Scheduler::Schedule", {
      Target: Match.objectLike({ RetryPolicy: Match.objectLike({ MaximumEventAgeInSeconds: 300 }) }),
    });
    api.allResourcesProperties("AWS::Lambda::EventInvokeConfig", { MaximumEventAgeInSeconds: 300 });
    api.resourceCountIs("AWS::Lambda::EventInvokeConfig", 9);
  });

  test("that authorise payments can neither run nor book them, and those that run them make no order", () => {
    const writes = (name: string) =>
      (permissions[name]?.tables ?? []).filter(({ may }) => may !== "read").flatMap(({ prefixes }) => prefixes);
    expect(writes("disbursement").filter((prefix) => /RUN|BANK|run_|file_|chk_|msg_/.test(prefix))).toEqual([]);
    // Of the journal it writes what contributions receive, and no posting of a payment.
    expect(
      writes("treasury").filter((prefix) => /^(?:DUE|PAY|REQ|RUNSTATE|JRN#(?!lin_))|pay_|req_|file_|chk_/.test(prefix)),
    ).toEqual([]);
    expect(permissions["disbursement"]?.files).toBeUndefined();
    expect(writes("run-payments").filter((prefix) => /AGR|CMT|ORG|USER/.test(prefix))).toEqual([]);
  });

  test("that evaluate never reach a bank account", () => {
    const keys = permissions["evaluation"]?.tables
      .filter(({ table }) => table === "people")
      .flatMap(({ prefixes }) => prefixes);
    expect(keys).not.toContain("ORG#*");
  });

  test("are reached over the gateway by the path that the contract gives them", () => {
    api.hasResourceProperties("AWS::ApiGatewayV2::Route", { RouteKey: "ANY /v1/proposals/{proxy+}" });
    api.hasResourceProperties("AWS::ApiGatewayV2::Route", { RouteKey: "ANY /health" });
  });
});

describe("who people are", () => {
  test("is held by one pool, with a second factor for everybody", () => {
    identity.resourceCountIs("AWS::Cognito::UserPool", 1);
    identity.hasResourceProperties("AWS::Cognito::UserPool", {
      MfaConfiguration: "ON",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      DeletionProtection: "ACTIVE",
    });
  });

  test("is told to the portal by a code that comes back to this site alone", () => {
    identity.hasResourceProperties("AWS::Cognito::UserPoolClient", {
      AllowedOAuthFlows: ["code"],
      CallbackURLs: [`${config.siteOrigin}/auth/callback`],
      LogoutURLs: [`${config.siteOrigin}/`],
      GenerateSecret: true,
      PreventUserExistenceErrors: "ENABLED",
      AccessTokenValidity: 10,
      RefreshTokenRotation: { Feature: "ENABLED" },
      SupportedIdentityProviders: ["COGNITO"],
    });
  });

  test("is told by EU Login where the installation names it", () => {
    const values: Readonly<Record<string, string>> = {
      euLoginIssuer: "https://ecas.ec.europa.eu/cas/oauth2",
      euLoginClientId: "grants",
      euLoginSecretName: "eu-login",
    };
    const other = new IdentityStack(new App(), "Identity", { env, config: readConfig((key) => values[key]) });
    Template.fromStack(other).hasResourceProperties("AWS::Cognito::UserPoolIdentityProvider", {
      ProviderType: "OIDC",
      ProviderDetails: {
        oidc_issuer: values["euLoginIssuer"],
        client_secret: "{{resolve:secretsmanager:eu-login:SecretString:::}}",
      },
    });
  });

  test("is asked by the gateway at every path, but where anybody may read", () => {
    const routes = Object.values(api.findResources("AWS::ApiGatewayV2::Route")).map((route) => route["Properties"]);
    const open = routes.filter(({ AuthorizationType: type }) => type !== "JWT").map(({ RouteKey: key }): string => key);
    expect(open.toSorted()).toEqual([
      "ANY /health",
      "ANY /openapi.json",
      "ANY /v1",
      "ANY /v1/{proxy+}",
      "GET /v1/calls",
      "GET /v1/calls/{proxy+}",
      "GET /v1/registry",
      "GET /v1/registry/{proxy+}",
      "GET /v1/transparency",
      "GET /v1/transparency/{proxy+}",
      "GET /{proxy+}",
      "POST /v1/transparency/receipt-verification",
      "POST /{proxy+}",
    ]);
    api.resourceCountIs("AWS::ApiGatewayV2::Authorizer", 1);
  });

  test("is proved with secrets that only the portal has, and that stand in no template", () => {
    const environments = Object.values(api.findResources("AWS::Lambda::Function")).map((found) => ({
      name: String(found["Properties"].FunctionName),
      text: JSON.stringify(found["Properties"].Environment),
    }));
    const holders = environments.filter(({ text }) => /OIDC_CLIENT_SECRET|SESSION_KEY/.test(text));
    expect(holders.map(({ name }) => name)).toEqual(["Api-portal"]);
    expect(holders[0]?.text).toMatch(/SESSION_KEY":[^}]*resolve:secretsmanager/);
  });

  test("lets the portal alone reach the table of the sessions", () => {
    const reaching = Object.entries(permissions).filter(([, { tables }]) =>
      tables.some(({ table }) => table === "sessions"),
    );
    expect(reaching.map(([name]) => name)).toEqual(["portal"]);
  });
});

test("cdk-nag finds nothing that is not explained", () => {
  const report = new AwsSolutionsChecks(app).validateScope(app);
  expect(report.violations.map(({ ruleName }) => ruleName)).toEqual([]);
});
