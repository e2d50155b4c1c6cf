import type { InvalidField } from "@grants/contract/problems/problem-table";

type Issue = {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
};

const fieldsMax = 50;
/** Names of a path that are told; no field of the contract lies deeper. */
const namedDepthMax = 20;

const nameOf = (target: string, path: readonly PropertyKey[]) => {
  const name = path.map(String).join(".");
  return target === "json" || name === "" ? name || target : name;
};

/** zod's issues as fields with a stable code; an unknown member is named by itself, so that it can be found and removed. */
export const invalidFields = (target: string, issues: readonly object[]): readonly InvalidField[] =>
  issues
    .filter((issue): issue is Issue => "code" in issue && "path" in issue && "message" in issue)
    .flatMap((issue): readonly InvalidField[] =>
      issue.code === "unrecognized_keys"
        ? (issue.keys ?? []).map((key) => ({
            field: nameOf(target, [...issue.path, key]),
            code: "unknown_field",
            message: "This field is not known here.",
          }))
        : [{ field: nameOf(target, issue.path), code: issue.code, message: issue.message }],
    )
    .slice(0, fieldsMax);

const isText = (value: unknown): boolean => typeof value !== "string" || value.isWellFormed();

type Place = { readonly value: unknown; readonly path: readonly string[] };

/** By a list of what is still to be seen, not by calls within calls: a body may be nested as deep as it is long. */
const withoutText = (value: unknown): readonly string[] | null => {
  const open: Place[] = [{ value, path: [] }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { path } = place;
    if (!isText(place.value)) return path;
    if (typeof place.value !== "object" || place.value === null) continue;
    for (const [name, member] of Object.entries(place.value)) {
      if (!isText(name)) return path;
      open.push({ value: member, path: [...path, name].slice(0, namedDepthMax) });
    }
  }
  return null;
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON at all is refused by the route that reads it.
    return null;
  }
};

/**
 * The first field of a JSON text that holds half of a surrogate pair, if there is one: it is no text, has no canonical bytes and so no
 * digest (RFC 8785). Only an escape can bring one in, so a text without such an escape is not read here.
 */
export const fieldWithoutText = (text: string): string | null => {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return null;
  const path = withoutText(readJson(text));
  return path === null ? null : path.join(".").toWellFormed() || "json";
};
