import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  type LifecycleRule,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { type TableDefinition, type TableKey, tableDefinitions } from "../../packages/store/src/table.ts";
import { type InstallationConfig, bucketName } from "../config.ts";

/** Put-only is not append-only: whoever holds a role, an entry of the ledger is never changed or taken out (DATA §1). */
const ledgerIsAppendOnly = () =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: "NobodyChangesEvidence",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:PartiQLInsert",
          "dynamodb:PartiQLUpdate",
          "dynamodb:PartiQLDelete",
        ],
        resources: ["*"],
      }),
    ],
  });

const corsSeconds = 3_000;
const incomingDays = 2;

/** What was sent and not handed in goes by itself, in all its versions; what was received stays. */
const filesThatGo: LifecycleRule[] = [
  {
    id: "UploadsThatNobodyHandedIn",
    prefix: "incoming/",
    expiration: Duration.days(incomingDays),
    noncurrentVersionExpiration: Duration.days(1),
    abortIncompleteMultipartUploadAfter: Duration.days(incomingDays),
  },
];

/** Every new file is an event, for whoever has a rule for it: the bucket waits for nobody's function, and nobody for the bucket. */
const tellOfFiles = (bucket: Bucket): void => {
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) throw new Error("The bucket of files is none.");
  defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
};

/** Everything that remembers: five tables with their promises, two buckets, the secret of the cursors. */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableKey, TableV2>>;
  readonly files: Bucket;
  readonly evidence: Bucket;
  readonly cursorSecret: Secret;
  readonly logSigningSecret: Secret;
  readonly identityMarksSecret: Secret;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: InstallationConfig }) {
    super(scope, id, props);
    const table = (definition: TableDefinition) => this.table(definition);
    const [grants, ledger, people, views, sessions] = tableDefinitions.map(table);
    if (!grants || !ledger || !people || !views || !sessions) throw new Error("A table has no definition.");
    this.tables = { grants, ledger, people, views, sessions };

    const accessLogs = this.bucket("AccessLogs", {
      bucketName: bucketName(props.config, "access-logs"),
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    });
    this.files = this.bucket("Files", {
      bucketName: bucketName(props.config, "files"),
      lifecycleRules: filesThatGo,
      // Pages of the site send files here; what they learn of an answer is the version that was made of it.
      cors: [
        {
          allowedOrigins: [props.config.siteOrigin],
          allowedMethods: [HttpMethods.PUT, HttpMethods.POST],
          allowedHeaders: ["content-type", "x-amz-checksum-sha256"],
          exposedHeaders: ["etag"],
          maxAge: corsSeconds,
        },
      ],
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: "files/",
    });
    tellOfFiles(this.files);
    this.evidence = this.bucket("Evidence", {
      bucketName: bucketName(props.config, "evidence"),
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: "evidence/",
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(props.config.retentionDays)),
    });

    this.cursorSecret = new Secret(this, "CursorSecret", {
      description: "Seals page cursors. A new value makes open page addresses invalid, and nothing else.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(this.cursorSecret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "Rotating it would break every open page address; it protects page ends only, never data.",
    });
    this.identityMarksSecret = new Secret(this, "IdentityMarksSecret", {
      description:
        "Keys the marks by which a registration or VAT number is found again. A new value forgets what is taken.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.identityMarksSecret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Rotating it would let two organisations register with one number: marks are made anew with it, by a person.",
    });
    this.logSigningSecret = new Secret(this, "LogSigningSecret", {
      description: "The key that signs the log of evidence follows from it. Changed only as docs/evidence.md says.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.logSigningSecret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "A new signing key must be attested by the one before: it is changed by a person, and published.",
    });
  }

  private table({ key, stream, ttlAttribute, recoveryDays }: TableDefinition): TableV2 {
    const table = new TableV2(this, `Table${key}`, {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(stream ? { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
      ...(ttlAttribute === undefined ? {} : { timeToLiveAttribute: ttlAttribute }),
      ...(recoveryDays === 0
        ? {}
        : {
            pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: recoveryDays },
          }),
      ...(key === "ledger" ? { resourcePolicy: ledgerIsAppendOnly() } : {}),
    });
    if (recoveryDays === 0)
      Validations.of(table).acknowledge({
        id: "AwsSolutions-DDB3",
        reason: "Views are rebuilt from the ledger and sessions live for hours: there is nothing to recover.",
      });
    return table;
  }

  private bucket(id: string, props: ConstructorParameters<typeof Bucket>[2]): Bucket {
    return new Bucket(this, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
  }
}
