import type { InvalidField } from "@grants/contract/problems/problem-table";

type Issue = {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
};

const fieldsMax = 50;

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
