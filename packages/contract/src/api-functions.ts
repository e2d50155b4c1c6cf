/** The functions that answer the API, and the path each owns. The gateway, the local bridge and the portal read this one table. */
export const apiFunctions = {
  calls: "/v1/calls",
  proposals: "/v1/proposals",
  spreadsheets: "/v1/spreadsheets",
  documents: "/v1/documents",
  admissibility: "/v1/admissibility",
  experts: "/v1/experts",
  evaluation: "/v1/evaluation",
  assignments: "/v1/assignments",
  awards: "/v1/awards",
  cofunding: "/v1/cofunding",
  governance: "/v1/governance",
  results: "/v1/results",
  letters: "/v1/letters",
  agreements: "/v1/agreements",
  reporting: "/v1/reporting",
  disbursement: "/v1/disbursement",
  treasury: "/v1/treasury",
  registry: "/v1/registry",
  people: "/v1/people",
  transparency: "/v1/transparency",
} as const satisfies Readonly<Record<string, `/v1/${string}`>>;
export type ApiFunction = keyof typeof apiFunctions;

/** Paths outside `/v1` that one function answers. */
export const exactPaths: Readonly<Record<string, ApiFunction>> = {
  "/health": "transparency",
  "/openapi.json": "transparency",
};

/** Functions of which anybody may read something; all others ask for a person at every path. */
export const functionsWithPublicReads: readonly ApiFunction[] = ["calls", "registry", "transparency"];

/** Questions that anybody may ask and that are too long for an address. They change nothing. */
export const publicQuestions = ["/v1/transparency/receipt-verification"] as const;

/** What nobody else answers below `/v1`: an address of the API that is none is refused as the API refuses, not with a page. */
export const apiFallback = { path: "/v1", owner: "transparency" } as const satisfies {
  readonly path: string;
  readonly owner: ApiFunction;
};

/** The function that answers a path; `null`: a page of the portal. */
export const functionOf = (path: string): ApiFunction | null => {
  const exact = exactPaths[path];
  if (exact !== undefined) return exact;
  const segment = /^\/v1\/([a-z]+)(?:\/|$)/.exec(path)?.[1];
  if (segment !== undefined && isApiFunction(segment)) return segment;
  return path === apiFallback.path || path.startsWith(`${apiFallback.path}/`) ? apiFallback.owner : null;
};

const isApiFunction = (name: string): name is ApiFunction => Object.hasOwn(apiFunctions, name);
