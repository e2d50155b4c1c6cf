import { type Json, canonicalJson } from "@grants/kernel/canonical-json";
import { sha256 } from "@grants/store/sha256";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aChain } from "../../../../test/support/chain.ts";
import { readLink } from "./read-link.ts";

const [entry] = aChain("link", 1).entries;
const body = entry?.body ?? "";

const digest = fc.string({ maxLength: 8 }).map((seed): string => sha256(seed));
/** Names that an entry has itself, so that what lies inside can look like the entry. */
const name = fc.oneof(
  fc.constantFrom("aggregate", "journal", "keyHash", "prevHash", "role", "terms", "type", "v", "version"),
  fc.string(),
);
const inside = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
    fc.integer(),
    digest,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  ),
})).value;

/** Bodies in every form that an entry can have, and in some that it never has. */
const aBody = fc
  .record(
    {
      v: fc.constant(1),
      actor: fc.oneof(fc.constant("usr_1"), fc.string()),
      aggregate: fc.oneof(fc.constant("prop_1"), fc.string({ minLength: 1 })),
      at: fc.constant("2026-11-22T17:00:00.000Z"),
      version: fc.integer({ min: 1, max: 2 ** 31 }),
      type: fc.oneof(fc.constant("ProposalSubmitted"), fc.string()),
      role: fc.oneof(fc.constant("applicant"), fc.string()),
      terms: fc.dictionary(name, fc.nat(), { maxKeys: 2 }),
      prevHash: digest,
      keyHash: digest,
      commandHash: digest,
      correlationId: fc.string(),
      facts: fc.dictionary(name, inside, { maxKeys: 4 }),
      commitments: fc.dictionary(name, digest, { maxKeys: 2 }),
      journal: digest,
    },
    {
      requiredKeys: [
        "v",
        "actor",
        "aggregate",
        "at",
        "version",
        "type",
        "role",
        "terms",
        "prevHash",
        "keyHash",
        "facts",
      ],
    },
  )
  .filter((some) => JSON.stringify(some).isWellFormed());

describe("reading the link of a stored body", () => {
  test("gives exactly what parsing the whole body gives", () => {
    fc.assert(
      fc.property(aBody, (some) => {
        const { aggregate, version, prevHash, journal } = some;
        const link = { aggregate, version, prevHash, ...(journal === undefined ? {} : { journal }) };
        expect(readLink(canonicalJson(some))).toStrictEqual(link);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is not misled by facts that look like the end of an entry", () => {
    const end = body.slice(body.indexOf('"keyHash"'));
    const other = sha256("other");
    const fake = `x","journal":"${other}",${end.replace(/"prevHash":"[0-9a-f]{64}"/, `"prevHash":"${other}"`)}`;
    const misleading = body.replace('"holder":"link 1"', `"holder":${JSON.stringify(fake)},"journal":"${other}"`);
    expect(readLink(misleading)).toEqual(readLink(body));
  });

  test("reads the ends alone: what lies between is the business of the digest", () => {
    const journal = sha256("journal");
    const eleventh = body.replace(/"version":1\}$/, '"version":11}');
    const unparsable = eleventh.replace(/"facts":.*"keyHash"/, `"facts":{{,"journal":"${journal}","keyHash"`);
    expect(readLink(unparsable)).toStrictEqual({ ...readLink(body), version: 11, journal });
    expect(readLink(eleventh.replace('"facts":{', '"facts":{{'))).toStrictEqual({ ...readLink(body), version: 11 });
  });

  test("gives nothing for what states no link", () => {
    const texts = [
      "",
      "null",
      "[]",
      "{}",
      body.slice(0, -1),
      `x${body}`,
      `${body}x`,
      body.replace(/"version":1\}$/, '"version":0}'),
      body.replace(/"version":1\}$/, '"version":1.5}'),
      body.replace(/"aggregate":"[^"]*"/, '"aggregate":""'),
      body.replace(/"prevHash":"./, '"prevHash":"Z'),
    ];
    expect(texts.map(readLink)).toEqual(texts.map(() => null));
  });
});
