/** What a secret looks like; the first group, or the whole match, is what is found. */
type Rule = { readonly name: string; readonly pattern: RegExp; readonly isSecret?: (found: string) => boolean };
export type Finding = { readonly rule: string; readonly line: number; readonly found: string };

/** Random keys have above four bits a character, words and identifiers mostly below three and a half, and no digits. */
const secretBitsMin = 3.3;

/** Shannon entropy of a text's characters, in bits a character. */
export const bitsPerCharacter = (text: string): number =>
  [...Map.groupBy(text, (character) => character).values()]
    .map(({ length }) => length / text.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);

const isRandom = (text: string): boolean =>
  bitsPerCharacter(text) >= secretBitsMin && /\d/.test(text) && /[A-Za-z]/.test(text) && !/[${}()<>[\]]/.test(text);

const rules: readonly Rule[] = [
  { name: "private key", pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/g },
  {
    name: "private part of a JWK",
    pattern: /["']?kty["']?\s*:[^{}]{0,800}?["']?\bd["']?\s*:\s*["']([\w-]{20,})["']/g,
  },
  {
    name: "private part of a JWK",
    pattern: /["']?\bd["']?\s*:\s*["']([\w-]{20,})["'][^{}]{0,800}?["']?kty["']?\s*:/g,
  },
  { name: "AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { name: "AWS secret key", pattern: /aws_?secret_?(?:access_?)?key["'\s:=]{1,8}([A-Za-z0-9/+]{40})\b/gi },
  { name: "JSON web token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g },
  { name: "token of a service", pattern: /\b(?:gh[pousr]_|github_pat_|xox[abprs]-|npm_|glpat-|AIza)[\w-]{30,}/g },
  {
    name: "password in an address",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"`<>{}$\\]{1,60}:([^\s/:@'"`<>{}$\\]{3,60})@[\w.-]/gi,
  },
  {
    name: "value of something secret",
    pattern:
      /(?:passw(?:or)?d|secret|token|api_?key|private_?key|bearer)\w*["'`]?\s*(?:[:=]|=>)\s*["'`]([^\s"'`]{16,200})["'`]/gi,
    isSecret: isRandom,
  },
  { name: "bearer token", pattern: /\bbearer\s+([\w.~+/-]{24,}=*)/gi, isSecret: isRandom },
];

const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** Everything in a text that looks like a secret, in the order of the rules. */
export const findSecrets = (text: string): readonly Finding[] =>
  rules.flatMap(({ name, pattern, isSecret = () => true }) =>
    [...text.matchAll(pattern)]
      .map((match) => ({ rule: name, line: lineOf(text, match.index), found: match[1] ?? match[0] }))
      .filter(({ found }) => isSecret(found)),
  );
