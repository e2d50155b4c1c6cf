import { apiFallback, apiFunctions, functionOf } from "@grants/contract/api-functions";
import type { FunctionRoute } from "../bridge.ts";

const pageFunction = "portal";

/** The gateway's routes: a function for each context's path, and the portal for everything else. */
export const routeOfPath = (path: string, isDeployed: (functionName: string) => boolean): FunctionRoute | undefined => {
  const functionName = functionOf(path);
  if (functionName === null)
    return isDeployed(pageFunction) ? { functionName: pageFunction, routeKey: "$default" } : undefined;
  if (!isDeployed(functionName)) return undefined;
  const prefix = apiFunctions[functionName];
  const isFallback = functionName === apiFallback.owner && path.startsWith(`${apiFallback.path}/`);
  if (isFallback && path !== prefix && !path.startsWith(`${prefix}/`))
    return {
      functionName,
      routeKey: `ANY ${apiFallback.path}/{proxy+}`,
      proxy: path.slice(apiFallback.path.length + 1),
    };
  if (!path.startsWith(`${prefix}/`)) return { functionName, routeKey: `ANY ${path}` };
  return { functionName, routeKey: `ANY ${prefix}/{proxy+}`, proxy: path.slice(prefix.length + 1) };
};
