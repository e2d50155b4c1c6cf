import { App, Stack } from "aws-cdk-lib";
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Match, Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readConfig } from "../../infra/config.ts";
import { EdgeStack } from "../../infra/stacks/edge-stack.ts";

const app = new App();
const given: Readonly<Record<string, string>> = {
  siteDomain: "grants.example.europa.eu",
  certificateArn: "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d",
};
const config = readConfig((key) => given[key]);
const env = { account: config.account, region: config.region };
const apiStack = new Stack(app, "Api", { env, crossRegionReferences: true });
const api = new HttpApi(apiStack, "Http");
const edgeStack = new EdgeStack(app, "Edge", { env: { ...env, region: "us-east-1" }, config, api });
const edge = Template.fromStack(edgeStack);

const Rule = z.looseObject({
  Name: z.string(),
  Statement: z.looseObject({
    ManagedRuleGroupStatement: z
      .looseObject({
        RuleActionOverrides: z.array(z.looseObject({ Name: z.string(), ActionToUse: z.looseObject({}) })),
      })
      .optional(),
  }),
});
const rules = Object.values(edge.findResources("AWS::WAFv2::WebACL")).flatMap((acl) =>
  z.array(Rule).parse(acl["Properties"].Rules),
);

describe("API4: the edge", () => {
  test("limits every address, and strangers' forms more, with an answer that says when to come again", () => {
    const limited = (Name: string, Limit: number) =>
      Match.objectLike({
        Name,
        Statement: {
          RateBasedStatement: Match.objectLike({ AggregateKeyType: "IP", EvaluationWindowSec: 300, Limit }),
        },
        Action: { Block: { CustomResponse: Match.objectLike({ ResponseCode: 429 }) } },
      });
    edge.hasResourceProperties("AWS::WAFv2::WebACL", {
      Scope: "CLOUDFRONT",
      Rules: Match.arrayWith([limited("PerAddress", 6_000), limited("StrangersForms", 300)]),
    });
  });

  test("blocks by the managed rules, but only counts what a proposal may rightly quote", () => {
    const counted = rules.flatMap(
      ({ Statement }) => Statement.ManagedRuleGroupStatement?.RuleActionOverrides.map(({ Name }) => Name) ?? [],
    );
    expect(counted.every((name) => name.endsWith("_BODY"))).toBe(true);
    expect(rules.map(({ Name }) => Name)).toEqual([
      "PerAddress",
      "StrangersForms",
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
    ]);
  });

  test("keeps no sample of what people send", () => {
    expect(JSON.stringify(edge.toJSON())).not.toContain('"SampledRequestsEnabled":true');
  });

  test("stands before the site under its own name, by TLS alone", () => {
    edge.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: Match.objectLike({
        Aliases: ["grants.example.europa.eu"],
        WebACLId: Match.anyValue(),
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: "TLSv1.2_2021" }),
        DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: "redirect-to-https" }),
      }),
    });
  });

  test("has no finding of the security rules that is not explained", () => {
    // Of the stack alone: the gateway behind it is a bare one here, and looked at with its own stack.
    expect(new AwsSolutionsChecks(app).validateScope(edgeStack).violations).toEqual([]);
  });
});
