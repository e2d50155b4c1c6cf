import type { Schemas } from "../../api-client.ts";
import { actionTypes, callStatuses, oneOf, programmes } from "./vocabulary.ts";

export const closingWindows = ["14", "30", "90"] as const satisfies readonly Schemas["ClosingWindow"][];

/** What the list is narrowed to: the same in the address of the page, of its feeds, and of a subscription. */
export type CallFilter = {
  readonly text?: string;
  readonly status?: Schemas["CallStatus"];
  readonly programme?: Schemas["Programme"];
  readonly actionType?: Schemas["ActionType"];
  readonly closingWithinDays?: Schemas["ClosingWindow"];
};
export type Facet = Exclude<keyof CallFilter, "text">;

const searchTextMax = 200;

/** Names in addresses, short enough to be read and sent. */
const parameters = {
  text: "q",
  status: "status",
  programme: "programme",
  actionType: "action",
  closingWithinDays: "closing",
} as const satisfies Readonly<Record<keyof CallFilter, string>>;

const parameterNames = ["text", "status", "programme", "actionType", "closingWithinDays"] as const;

/** The choices of each filter, in the order in which people read them. */
export const facetChoices = {
  status: callStatuses,
  programme: programmes,
  closingWithinDays: closingWindows,
  actionType: actionTypes,
} as const satisfies { readonly [F in Facet]: readonly NonNullable<CallFilter[F]>[] };

/** What the address asks for; what it cannot ask for is left out. */
export const readFilter = (query: URLSearchParams): CallFilter => {
  const asked = (name: keyof CallFilter) => query.get(parameters[name]) ?? "";
  const text = asked("text").trim().slice(0, searchTextMax).trim();
  const status = oneOf(callStatuses, asked("status"));
  const programme = oneOf(programmes, asked("programme"));
  const actionType = oneOf(actionTypes, asked("actionType"));
  const closingWithinDays = oneOf(closingWindows, asked("closingWithinDays"));
  return {
    ...(text === "" ? {} : { text }),
    ...(status === undefined ? {} : { status }),
    ...(programme === undefined ? {} : { programme }),
    ...(actionType === undefined ? {} : { actionType }),
    ...(closingWithinDays === undefined ? {} : { closingWithinDays }),
  };
};

/** The filter as parameters of an address; a page other than the first is named as well. */
export const filterParameters = (filter: CallFilter, page = 1): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    parameterNames.flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [[parameters[name], value] as const];
    }),
  ),
  ...(page === 1 ? {} : { page: String(page) }),
});

/** The address of a page with this filter, below the language. */
export const filteredPath = (path: string, filter: CallFilter, page = 1): string => {
  const search = new URLSearchParams(filterParameters(filter, page)).toString();
  return search === "" ? path : `${path}?${search}`;
};
