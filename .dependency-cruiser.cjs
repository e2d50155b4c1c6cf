const src = (name) => `^packages/${name}/src`;
const modules = (...names) => `node_modules/(${names.join("|")})(/|$)`;
const packages = (...names) => `packages/(${names.join("|")})/`;
/** What a package may import; everything else is forbidden. Tests beside the code may use the workshop's tools. */
const only = (name, from, ...allowed) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: "\\.test\\.tsx?$" },
  to: { pathNot: `^(${allowed.join("|")})` },
});
/** The public face of a context: its nouns, ports that others implement, and rules that are facts of the field. */
const faces = [
  "access/.*",
  "audit/.*",
  "ledger/.*",
  "reference/.*",
  "admissibility/(admissibility|review-period)",
  "calls/(call|call-terms|asked-declarations|direct-award|topic-closing|second-stage|first-stage|invited|budget-envelope|programme-profiles)",
  "proposals/(proposal|part|document|cost-line|proposal-store|annex|annex-store|open-annex|whole-proposal|find-proposal|consortium-faults|find-annex-faults|find-text-faults)",
  "agreements/(agreement|agreement-store|find-agreement|data-sheet|build-up-costs|apply-beneficiary-rates|commitment-clock)",
  "cofunding/(award|pot-line|commitment|joint-action|national-budgets|select-by-national-budgets|contribution-line|matching-statement|allocation/allocation-problem|allocation/illustrate-allocation|allocation/select-by-rank)",
  "governance/(ballot|recount-ballot)",
  "experts/(conflict|expert-profile|conflict-override|expert-store|find-conflicts|weigh-conflicts)",
  "letters/(letter|letter-order|letter-facts|receipt-of-letter)",
  "evaluation/(find-evaluation|award-decision|award-list|standing-awards|ranking|dossier|sealed-list|summary-report|redress/review)",
  "registry/(organisation|bank-account|registry-store|exclusion|legal-name|payee-verification|participation|restriction-of-call|recognised-centres|ownership-control|ownership-declaration|public-organisation)",
  "disbursement/(payment-file|payment-instruction|payment-status|payment-text|creditor-address|iban|payment-order|compute-payments|time-to-pay)",
];
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      // Types alone: there is no module of that name, only @types/aws-lambda.
      to: { couldNotResolve: true, pathNot: "^aws-lambda$" },
    },
    only("kernel", src("kernel"), packages("kernel"), modules("zod", "temporal-polyfill", "canonicalize")),
    only("core", src("core"), packages("kernel", "core"), modules("zod")),
    only("contract", src("contract"), packages("kernel", "core", "contract"), modules("zod", "hono", "@hono")),
    only("http", src("http"), packages("kernel", "core", "contract", "http"), modules("zod", "hono", "@hono", "jose")),
    only(
      "store",
      src("store"),
      packages("kernel", "core", "store"),
      modules("zod", "@aws-sdk", "@smithy"),
      "crypto",
      "node:",
      "timers",
      "zlib",
    ),
    only(
      "files",
      src("files"),
      packages("kernel", "core", "files"),
      modules(
        "zod",
        "@aws-sdk",
        "pkijs",
        "asn1js",
        "fflate",
        "exceljs",
        "fast-xml-parser",
        "minisearch",
        "@orama",
        "file-type",
        "pdfjs-dist",
      ),
      "crypto",
      "fs/promises",
      "node:",
      "stream",
      "util",
      "zlib",
      "worker_threads",
    ),
    only("documents", src("documents"), packages("kernel", "core", "documents"), modules("pdfkit"), "fs"),
    only("mail", src("mail"), packages("kernel", "core", "mail"), modules("zod"), "crypto", "node:"),
    only("bank", src("bank"), packages("kernel", "core", "bank"), modules("zod", "fast-xml-parser", "ibantools")),
    {
      name: "portal-is-a-client",
      comment: "The portal asks the API; of the rules it knows those that compute what a person types.",
      severity: "error",
      from: { path: src("portal"), pathNot: "\\.test\\.tsx?$" },
      to: { path: "^packages/(store|http|files|mail|bank|documents|local)/|^functions/|node_modules/@aws-sdk/" },
    },
    {
      name: "nobody-imports-local",
      comment: "What only one machine has is absent from the cloud.",
      severity: "error",
      from: { path: "^(packages/(?!local/)|functions|infra)", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^packages/local/" },
    },
    {
      name: "contexts-do-not-reach-inside-each-other",
      severity: "error",
      from: { path: "^packages/core/src/([^/]+)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^packages/core/src/", pathNot: `^packages/core/src/($1/|(${faces.join("|")})\\.(ts|json)$)` },
    },
    {
      name: "infra-knows-tables-and-bundles-only",
      severity: "error",
      from: { path: "^infra/" },
      to: {
        path: "^(packages|functions)/",
        pathNot: "^(packages/store/src/table|packages/contract/src/api-functions|functions/bundling)\\.ts$",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types"],
      extensions: [".ts", ".tsx", ".json"],
    },
  },
};
