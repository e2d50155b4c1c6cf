import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { listFunctions } from "../functions/bundling.ts";
import { readConfig } from "./config.ts";
import { ApiStack } from "./stacks/api-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { EdgeStack } from "./stacks/edge-stack.ts";

const root = `${import.meta.dirname}/..`;
const app = new App();
const config = readConfig((key) => app.node.tryGetContext(key));
const env = { account: config.account, region: config.region };

const data = new DataStack(app, `Grants-${config.stage}-Data`, { env, config, terminationProtection: true });
const functions = listFunctions(`${root}/functions`);
const { api } = new ApiStack(app, `Grants-${config.stage}-Api`, {
  env,
  config,
  data,
  functions,
  bundles: `${root}/.build/functions`,
  crossRegionReferences: true,
});
// Web ACLs of the edge are kept in this region, wherever the installation is.
new EdgeStack(app, `Grants-${config.stage}-Edge`, { env: { ...env, region: "us-east-1" }, config, api });

Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
