import { composeApiDocument } from "@grants/contract/document";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** Composed once for a process: it takes as long as a dozen requests. */
export const apiDescription = composeApiDocument();
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(apiDescription, "api");

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

// A literal path comes before a template that would match it too.
const byParameters = (a: string, b: string) => a.split("{").length - b.split("{").length;
const templates = Object.entries(apiDescription.paths ?? {})
  .toSorted(([a], [b]) => byParameters(a, b))
  .map(([template, operations]) => ({
    template,
    methods: Object.keys(operations ?? {}),
    pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
  }));

export type Answer = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
};

/** Every answer is held to the contract: a status that is not described, or a body that is not as described, is a failure. */
export const expectAsDescribed = ({ method, path, status, contentType, body }: Answer): void => {
  const found = templates.find(({ pattern }) => pattern.test(path.split("?")[0] ?? ""));
  // An address that the contract does not know has nothing to be held to but the form of a problem.
  if (found === undefined) return;
  // Nor has a method that the address does not take, which is what the refusal says.
  if (status === 405 && !found.methods.includes(method.toLowerCase())) return;
  const media = contentType.split(";")[0] ?? "";
  const pointer = ["paths", found.template, method.toLowerCase(), "responses", `${status}`, "content", media, "schema"];
  const reference = `api#/${pointer.map((part) => encodeURIComponent(escaped(part))).join("/")}`;
  const validate = ajv.getSchema(reference);
  if (validate === undefined) throw new Error(`${method} ${path}: ${status} ${media} is not described.`);
  if (validate(body) !== true)
    throw new Error(`${method} ${path}: ${status} is not as described: ${ajv.errorsText(validate.errors)}`);
};
