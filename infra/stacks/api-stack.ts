import { CfnElement, CfnOutput, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { CfnStage, HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Schedule, ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import {
  apiFallback,
  apiFunctions,
  exactPaths,
  functionOf,
  functionsWithPublicReads,
  publicQuestions,
} from "../../packages/contract/src/api-functions.ts";
import type { FunctionEntry } from "../../functions/bundling.ts";
import { type InstallationConfig, bucketName } from "../config.ts";
import { GrantsFunction } from "../constructs/grants-function.ts";
import { type FunctionPermissions, permissions } from "../permissions.ts";
import type { DataStack } from "./data-stack.ts";
import type { IdentityStack } from "./identity-stack.ts";

export type ApiStackProps = StackProps & {
  readonly config: InstallationConfig;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly functions: readonly FunctionEntry[];
  /** Where the bundles lie, one folder a function. */
  readonly bundles: string;
};

const apiTimeoutSeconds = 29;
const workerTimeoutSeconds = 600;
const deadLetterDays = 14;
/** An event that is older is dropped: a worker's time is its event's, and the schedule's next event brings a new one. */
const eventAgeMinutes = 5;
const streamRetries = 3;
const streamHours = 24;

/** What the portal alone holds: references to secrets, which are read when it is deployed and stand in no template. */
const portalEnvironment = ({ clientSecret, sessionKey }: IdentityStack, { siteOrigin }: InstallationConfig) => ({
  OIDC_CLIENT_SECRET: clientSecret.secretValue.unsafeUnwrap(),
  SESSION_KEY: sessionKey.secretValue.unsafeUnwrap(),
  SITE_ORIGIN: siteOrigin,
});

const permissionsOf = (name: string): FunctionPermissions => {
  const found = permissions[name];
  if (found === undefined) throw new Error(`The function ${name} has no row in the table of permissions.`);
  return found;
};

/** Everything that answers: one function per context behind one HTTP API, the portal, and the workers on their schedules. */
export class ApiStack extends Stack {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(deadLetterDays),
    });
    Validations.of(deadLetters).acknowledge({ id: "AwsSolutions-SQS3", reason: "This is the queue of dead letters." });

    const built = new Map(props.functions.map(({ name }) => [name, this.grantsFunction(name, props, deadLetters)]));
    const api = this.httpApi(props.config);
    this.api = api;
    this.routeApi(api, built, props.identity);
    const portal = built.get("portal");
    if (portal !== undefined) {
      api.addRoutes({
        path: "/{proxy+}",
        methods: [HttpMethod.GET, HttpMethod.POST],
        integration: new HttpLambdaIntegration("portalIntegration", portal.lambda),
      });
      const answering = [...built].flatMap(([name, { lambda }]) => (name in apiFunctions ? [lambda.functionArn] : []));
      // The functions themselves and none of their versions: the portal asks what is deployed.
      const invoke = { effect: Effect.ALLOW, actions: ["lambda:InvokeFunction"], resources: answering };
      portal.lambda.addToRolePolicy(new PolicyStatement(invoke));
    }
    this.schedule(built, deadLetters);
    this.wake(built, props.data, deadLetters);
    this.wakeOnFiles(built, props.config, deadLetters);
    this.explainRoutes(api);
    new CfnOutput(this, "Url", { value: api.apiEndpoint });
  }

  /**
   * The gateway turns away who has no token of the pool before a function runs; the functions check every token themselves all the same.
   * What anybody may read passes without one.
   */
  private routeApi(api: HttpApi, built: ReadonlyMap<string, GrantsFunction>, identity: IdentityStack): void {
    const authorizer = new HttpJwtAuthorizer("People", identity.issuer, { jwtAudience: [identity.clientId] });
    for (const [name, path] of Object.entries(apiFunctions)) {
      const target = built.get(name);
      if (target === undefined) continue;
      const integration = new HttpLambdaIntegration(`${name}Integration`, target.lambda);
      const own = [path, `${path}/{proxy+}`];
      for (const route of own) api.addRoutes({ path: route, methods: [HttpMethod.ANY], integration, authorizer });
      const isRead = functionsWithPublicReads.some((reader) => reader === name);
      for (const route of isRead ? own : []) api.addRoutes({ path: route, methods: [HttpMethod.GET], integration });
      const questions = publicQuestions.filter((question) => functionOf(question) === name);
      for (const route of questions) api.addRoutes({ path: route, methods: [HttpMethod.POST], integration });
      const exact = Object.entries(exactPaths).flatMap(([only, owner]) => (owner === name ? [only] : []));
      const fallback = name === apiFallback.owner ? [apiFallback.path, `${apiFallback.path}/{proxy+}`] : [];
      for (const route of [...exact, ...fallback])
        api.addRoutes({ path: route, methods: [HttpMethod.ANY], integration });
    }
  }

  private grantsFunction(
    name: string,
    { data, identity, bundles, config }: ApiStackProps,
    deadLetters: Queue,
  ): GrantsFunction {
    const own = permissionsOf(name);
    const isWorker = own.everyMinutes !== undefined || own.wakesOnFiles !== undefined;
    return new GrantsFunction(this, name, {
      name,
      bundle: `${bundles}/${name}`,
      permissions: own,
      data,
      filesBucket: bucketName(config, "files"),
      mailFrom: config.mailFrom,
      evidenceBucket: bucketName(config, "evidence"),
      timeoutSeconds: isWorker ? workerTimeoutSeconds : apiTimeoutSeconds,
      ...(isWorker ? { deadLetters } : {}),
      environment: {
        STAGE: config.stage,
        FUNCTION_PREFIX: `${this.stackName}-`,
        ...(isWorker ? {} : { OIDC_ISSUER: identity.issuer, OIDC_CLIENT_ID: identity.clientId }),
        ...(name === "portal" ? portalEnvironment(identity, config) : {}),
        ...(own.seals === undefined
          ? {}
          : {
              TIME_STAMP_URL: config.timeStampUrl,
              LOG_SIGNING_SECRET: data.logSigningSecret.secretValue.unsafeUnwrap(),
            }),
        ...(own.marksIdentities === undefined
          ? {}
          : { IDENTITY_MARKS_SECRET: data.identityMarksSecret.secretValue.unsafeUnwrap() }),
        ...(own.mails === undefined ? {} : { MAIL_FROM: config.mailFrom, LINK_ORIGIN: config.siteOrigin }),
        ...(name === "run-payments" ? { DEBTOR_NAME: config.debtorName } : {}),
        // The account that pays is the one that Member States pay on.
        ...(name === "run-payments" || name === "treasury" ? { DEBTOR_IBAN: config.debtorIban } : {}),
      },
    });
  }

  private httpApi({ requestsPerSecondMax }: InstallationConfig): HttpApi {
    const api = new HttpApi(this, "Api", { createDefaultStage: true });
    const stage = api.defaultStage?.node.defaultChild;
    if (!(stage instanceof CfnStage)) throw new Error("The API has no stage.");
    const log = new LogGroup(this, "AccessLog", { retention: RetentionDays.THREE_MONTHS });
    stage.accessLogSettings = {
      destinationArn: log.logGroupArn,
      // Ids only: no query, no body, no name.
      format: JSON.stringify({
        requestId: "$context.requestId",
        route: "$context.routeKey",
        status: "$context.status",
      }),
    };
    stage.defaultRouteSettings = {
      throttlingRateLimit: requestsPerSecondMax,
      throttlingBurstLimit: requestsPerSecondMax * 2,
    };
    return api;
  }

  private schedule(built: ReadonlyMap<string, GrantsFunction>, deadLetters: Queue): void {
    for (const [name, target] of built) {
      const { everyMinutes } = permissionsOf(name);
      if (everyMinutes === undefined) continue;
      new Schedule(this, `${name}Schedule`, {
        schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
        target: new LambdaInvoke(target.lambda, {
          deadLetterQueue: deadLetters,
          maxEventAge: Duration.minutes(eventAgeMinutes),
        }),
      });
      const { defaultChild } = target.lambda.node;
      if (!CfnElement.isCfnElement(defaultChild)) throw new Error(`${name} is no function.`);
      Validations.of(this).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${this.getLogicalId(defaultChild)}.Arn>:*]`,
        reason: "The scheduler's own target may call the worker in any of its versions, and nothing else.",
      });
    }
  }

  /** Workers that entries of the ledger wake: a batch that fails is halved, tried again and at last put aside. */
  private wake(built: ReadonlyMap<string, GrantsFunction>, { tables }: DataStack, deadLetters: Queue): void {
    for (const [name, { lambda }] of built) {
      const { wakesOn = [], batchSeconds, seals } = permissionsOf(name);
      if (wakesOn.length === 0) continue;
      lambda.addEventSource(
        new DynamoEventSource(tables.ledger, {
          startingPosition: StartingPosition.LATEST,
          filters: wakesOn.map((prefix) =>
            FilterCriteria.filter({
              eventName: FilterRule.isEqual("INSERT"),
              dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(prefix) } } },
            }),
          ),
          ...(batchSeconds === undefined ? {} : { maxBatchingWindow: Duration.seconds(batchSeconds) }),
          bisectBatchOnError: true,
          retryAttempts: streamRetries,
          // What is to be sealed is never too old: a stream keeps it for a day.
          maxRecordAge: seals === undefined ? Duration.minutes(eventAgeMinutes) : Duration.hours(streamHours),
          onFailure: new SqsDlq(deadLetters),
        }),
      );
    }
  }

  /** Workers that a new file wakes; an event that nobody could handle is put aside. */
  private wakeOnFiles(
    built: ReadonlyMap<string, GrantsFunction>,
    config: InstallationConfig,
    deadLetters: Queue,
  ): void {
    for (const [name, { lambda }] of built) {
      const { wakesOnFiles = [] } = permissionsOf(name);
      if (wakesOnFiles.length === 0) continue;
      new Rule(this, `${name}Files`, {
        description: `Files that ${name} looks into.`,
        eventPattern: {
          source: ["aws.s3"],
          detailType: ["Object Created"],
          detail: {
            bucket: { name: [bucketName(config, "files")] },
            object: { key: wakesOnFiles.map((prefix) => ({ prefix })) },
          },
        },
        targets: [new LambdaTarget(lambda, { deadLetterQueue: deadLetters })],
      });
    }
  }

  private explainRoutes(api: HttpApi): void {
    Validations.of(api).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "The functions refuse every request without a signed-in person, but for the routes that the contract lists as public.",
    });
  }
}
