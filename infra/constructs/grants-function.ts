import { Aws, Duration, Stack, Validations } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionPermissions, Permission } from "../permissions.ts";
import type { DataStack } from "../stacks/data-stack.ts";

export type GrantsFunctionProps = {
  readonly name: string;
  /** Folder of the bundle that `npm run build` made: the same one that runs on one machine. */
  readonly bundle: string;
  readonly permissions: FunctionPermissions;
  readonly data: DataStack;
  readonly filesBucket: string;
  readonly mailFrom: string;
  readonly evidenceBucket: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly deadLetters?: IQueue;
  readonly timeoutSeconds: number;
};

const actionsOf: Readonly<Record<Permission["may"], readonly string[]>> = {
  read: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
  // Never Scan: a condition on leading keys does not hold for it (DATA §9).
  write: [
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:ConditionCheckItem",
  ],
  append: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem"],
};

const usualMemoryMb = 512;
/** A worker's time is its event's: one that waited longer is dropped, and the next one brings its own. */
const eventAgeMinutes = 5;

/** One deployable function with the rights that the table of permissions gives it, and no others. */
export class GrantsFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: GrantsFunctionProps) {
    super(scope, id);
    const { data, permissions } = props;
    this.lambda = new LambdaFunction(this, "Function", {
      // The portal invokes the API functions by name.
      functionName: `${Stack.of(this).stackName}-${props.name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(props.bundle, { exclude: ["*.map"] }),
      memorySize: permissions.memoryMb ?? usualMemoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      logGroup: new LogGroup(this, "Log", { retention: RetentionDays.THREE_MONTHS }),
      ...(props.deadLetters === undefined
        ? {}
        : {
            deadLetterQueue: props.deadLetters,
            // A file is never too old to be looked into.
            ...(permissions.wakesOnFiles === undefined ? { maxEventAge: Duration.minutes(eventAgeMinutes) } : {}),
          }),
      environment: {
        GRANTS_TABLE: data.tables.grants.tableName,
        LEDGER_TABLE: data.tables.ledger.tableName,
        PEOPLE_TABLE: data.tables.people.tableName,
        VIEWS_TABLE: data.tables.views.tableName,
        SESSIONS_TABLE: data.tables.sessions.tableName,
        FILES_BUCKET: props.filesBucket,
        EVIDENCE_BUCKET: props.evidenceBucket,
        CURSOR_SECRET: data.cursorSecret.secretValue.unsafeUnwrap(),
        ...props.environment,
      },
    });
    for (const permission of permissions.tables) this.allowTable(permission, data);
    for (const [action, folders] of [
      ["s3:GetObject", permissions.files?.read ?? []],
      ["s3:GetObjectVersion", permissions.files?.readVersions ?? []],
      ["s3:ListMultipartUploadParts", permissions.files?.takeUploads ?? []],
      ["s3:PutObject", permissions.files?.write ?? []],
    ] as const)
      this.allowFiles(action, folders, props.filesBucket);
    // Put, and nothing else: the bucket's lock keeps what is there, and a put demands that there is nothing yet.
    if (permissions.seals !== undefined) this.allowFiles("s3:PutObject", ["heads/*"], props.evidenceBucket);
    if (permissions.accessLog === "write") this.allowFiles("s3:PutObject", ["access/*"], props.evidenceBucket);
    if (permissions.accessLog === "read") this.allowAccessLog(props.evidenceBucket);
    if (permissions.mails !== undefined) this.allowMail(props.mailFrom);
    this.explainManagedPolicies();
  }

  private allowTable({ table, prefixes, may }: Permission, data: DataStack): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: [...actionsOf[may]],
        resources: [data.tables[table].tableArn],
        conditions: {
          // ForAllValues is true when the key is absent: the second condition asks that it is there.
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": prefixes },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      }),
    );
  }

  /** From this one address: nobody else's name goes under a mail of ours. */
  private allowMail(from: string): void {
    const arn = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/*`;
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ["ses:SendEmail"],
        resources: [arn],
        conditions: { StringEquals: { "ses:FromAddress": from } },
      }),
    );
    Validations.of(this.lambda).acknowledge({
      id: "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]",
      reason: "The condition on the address of the sender is narrower than an identity.",
    });
  }

  /** A record of the access log is the name of an object: to list the names is to read it. */
  private allowAccessLog(bucket: string): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ["s3:ListBucket"],
        resources: [`arn:${Aws.PARTITION}:s3:::${bucket}`],
        conditions: { StringLike: { "s3:prefix": "access/*" } },
      }),
    );
  }

  private allowFiles(action: string, folders: readonly string[], bucket: string): void {
    if (folders.length === 0) return;
    const resources = folders.map((folder) => `arn:${Aws.PARTITION}:s3:::${bucket}/${folder}`);
    this.lambda.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources }));
    for (const folder of folders)
      Validations.of(this.lambda).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${bucket}/${folder}]`,
        reason: "The function reads or writes any object of this folder, and of no other.",
      });
  }

  private explainManagedPolicies(): void {
    Validations.of(this.lambda).acknowledge(
      {
        id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
        reason: "The managed policy lets a function write its own log, and nothing else.",
      },
      {
        id: "AwsSolutions-IAM5[Resource::*]",
        reason: "X-Ray takes traces, and DynamoDB lists its streams, for no named resource.",
      },
    );
  }
}
