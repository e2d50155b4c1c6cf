import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { listFunctions } from "../functions/bundling.ts";
import { readConfig } from "./config.ts";
import { ApiStack } from "./stacks/api-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { IdentityStack } from "./stacks/identity-stack.ts";

const root = `${import.meta.dirname}/..`;
const app = new App();
const config = readConfig((key) => app.node.tryGetContext(key));
const env = { account: config.account, region: config.region };

const data = new DataStack(app, `Grants-${config.stage}-Data`, { env, config, terminationProtection: true });
const identity = new IdentityStack(app, `Grants-${config.stage}-Identity`, {
  env,
  config,
  terminationProtection: true,
});
const functions = listFunctions(`${root}/functions`);
const bundles = `${root}/.build/functions`;
new ApiStack(app, `Grants-${config.stage}-Api`, { env, config, data, identity, functions, bundles });

Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
