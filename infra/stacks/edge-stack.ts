import { Fn, Stack, type StackProps, Validations } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { Construct } from "constructs";
import type { InstallationConfig } from "../config.ts";

export type EdgeStackProps = StackProps & { readonly config: InstallationConfig; readonly api: HttpApi };

type Rule = CfnWebACL.RuleProperty;

/** Requests of one address in five minutes. A ministry or a campus is one address: it may be many people. */
const requestsPerAddressMax = 6_000;
/** The same for what is sent without a session: signing in, forms of strangers. */
const strangersFormsPerAddressMax = 300;
const windowSeconds = 300;

/** No sampled requests: they would keep what people typed outside of the tables (DATA §11). */
const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

const perAddress = (limit: number, scopeDownStatement?: CfnWebACL.StatementProperty): CfnWebACL.StatementProperty => ({
  rateBasedStatement: {
    aggregateKeyType: "IP",
    evaluationWindowSec: windowSeconds,
    limit,
    ...(scopeDownStatement === undefined ? {} : { scopeDownStatement }),
  },
});

const asText = [{ priority: 0, type: "NONE" }];

/** A POST that brings neither a session nor a token. */
const fromStrangers: CfnWebACL.StatementProperty = {
  andStatement: {
    statements: [
      {
        byteMatchStatement: {
          fieldToMatch: { method: {} },
          positionalConstraint: "EXACTLY",
          searchString: "POST",
          textTransformations: asText,
        },
      },
      ...["cookie", "authorization"].map((Name) => ({
        notStatement: {
          statement: {
            sizeConstraintStatement: {
              fieldToMatch: { singleHeader: { Name } },
              comparisonOperator: "GT",
              size: 0,
              textTransformations: asText,
            },
          },
        },
      })),
    ],
  },
};

/**
 * What of the managed rules is counted and not blocked. Proposals on cybersecurity quote attacks, and what people write is never run: it is
 * escaped where it is shown. Bodies are limited by the functions, which refuse with a sentence above 400 kB.
 */
const countedOnly = [
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  "EC2MetaDataSSRF_BODY",
];

const managed = (priority: number, name: string, counted: readonly string[] = []): Rule => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visibility(name),
});

const limited = (priority: number, name: string, statement: CfnWebACL.StatementProperty): Rule => ({
  name,
  priority,
  action: { block: { customResponse: { responseCode: 429, responseHeaders: [{ name: "retry-after", value: "60" }] } } },
  statement,
  visibilityConfig: visibility(name),
});

const rules: readonly Rule[] = [
  limited(0, "PerAddress", perAddress(requestsPerAddressMax)),
  limited(1, "StrangersForms", perAddress(strangersFormsPerAddressMax, fromStrangers)),
  managed(2, "AWSManagedRulesAmazonIpReputationList"),
  managed(3, "AWSManagedRulesKnownBadInputsRuleSet", ["Log4JRCE_BODY", "JavaDeserializationRCE_BODY"]),
  managed(4, "AWSManagedRulesCommonRuleSet", countedOnly),
];

/**
 * What stands before the site: callers without a token are limited here, by address, since they may cause no write behind it (DATA §10). A web
 * ACL of the edge lives in one region of the provider, whatever the installation's own.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { config, api, ...props }: EdgeStackProps) {
    super(scope, id, { ...props, crossRegionReferences: true });
    const acl = new CfnWebACL(this, "Firewall", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: [...rules],
      visibilityConfig: visibility("Site"),
    });
    const { site } = config;
    const distribution = new Distribution(this, "Site", {
      defaultBehavior: {
        origin: new HttpOrigin(Fn.select(2, Fn.split("/", api.apiEndpoint))),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Pages follow the person who asks; what may be kept, browsers keep.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      webAclId: acl.attrArn,
      ...(site === undefined
        ? {}
        : {
            domainNames: [site.domain],
            certificate: Certificate.fromCertificateArn(this, "Certificate", site.certificateArn),
          }),
    });
    Validations.of(distribution).acknowledge(
      { id: "AwsSolutions-CFR1", reason: "Calls of the Union are public everywhere: no country is shut out." },
      {
        id: "AwsSolutions-CFR3",
        reason: "Requests are logged by the gateway, with ids only; addresses of readers are not kept.",
      },
      {
        id: "AwsSolutions-CFR4",
        reason: "Without a domain of its own a trial uses the provider's certificate; with one TLS 1.2 is the least.",
      },
    );
  }
}
