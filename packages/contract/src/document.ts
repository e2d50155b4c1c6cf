import { OpenAPIHono } from "@hono/zod-openapi";
import { callQuestionsApi } from "./call-questions.ts";
import { callSiteApi } from "./call-site.ts";
import { annexApi } from "./annexes.ts";
import { admissibilityApi } from "./admissibility.ts";
import { awardsApi } from "./awards.ts";
import { assignmentApi } from "./assignments.ts";
import { expertApi } from "./experts.ts";
import { callApi } from "./calls.ts";
import { workProgrammeApi } from "./work-programmes.ts";
import { communityApi } from "./community.ts";
import { consortiumApi } from "./consortium.ts";
import { cofundingApi } from "./cofunding.ts";
import { bankStatementApi } from "./bank-statements.ts";
import { debitNoteApi } from "./debit-notes.ts";
import { yearlyStatementApi } from "./yearly-statements.ts";
import { governanceApi } from "./governance.ts";
import { evaluationApi } from "./evaluation.ts";
import { personalDataApi } from "./personal-data.ts";
import { peopleApi } from "./people.ts";
import { proposalApi } from "./proposals.ts";
import { spreadsheetApi } from "./spreadsheets.ts";
import { documentApi } from "./documents.ts";
import { evidenceApi } from "./evidence.ts";
import { resultsApi } from "./results.ts";
import { reviewsApi } from "./reviews.ts";
import { registryApi } from "./registry.ts";
import { registryFactsApi } from "./registry-facts.ts";
import { agreementApi } from "./agreements.ts";
import { letterApi } from "./letters.ts";
import { paymentApi } from "./disbursement.ts";
import { reportingApi } from "./reporting.ts";
import { transparencyApi } from "./transparency.ts";
import { treasuryApi } from "./treasury.ts";

/** Every operation of the platform. A function that answers something else is found by a test. */
export const operations = [
  ...workProgrammeApi,
  ...callApi,
  ...callSiteApi,
  ...callQuestionsApi,
  ...proposalApi,
  ...spreadsheetApi,
  ...annexApi,
  ...documentApi,
  ...consortiumApi,
  ...admissibilityApi,
  ...awardsApi,
  ...expertApi,
  ...assignmentApi,
  ...evaluationApi,
  ...cofundingApi,
  ...yearlyStatementApi,
  ...debitNoteApi,
  ...bankStatementApi,
  ...governanceApi,
  ...registryApi,
  ...personalDataApi,
  ...peopleApi,
  ...registryFactsApi,
  ...communityApi,
  ...resultsApi,
  ...reviewsApi,
  ...letterApi,
  ...agreementApi,
  ...reportingApi,
  ...paymentApi,
  ...treasuryApi,
  ...transparencyApi,
  ...evidenceApi,
];

const about = {
  openapi: "3.1.0",
  info: {
    title: "ECCC Grants",
    version: "0.1.0",
    summary:
      "Calls, proposals, evaluation, co-funding, agreements and payments of the European Cybersecurity Competence Centre.",
    license: { name: "EUPL-1.2", url: "https://eupl.eu/1.2/en/" },
  },
  servers: [{ url: "/" }],
  tags: [
    { name: "calls", description: "Calls for proposals: written, published as versions, found." },
    { name: "proposals", description: "Proposals of consortia: drafted by parts, frozen, submitted, withdrawn." },
    { name: "spreadsheets", description: "Budgets as workbooks: taken out, looked at before they are taken over." },
    {
      name: "documents",
      description: "Documents to read, to print and to keep: the whole proposal as an accessible PDF.",
    },
    {
      name: "consortium",
      description: "Who takes part in a proposal: asked, joined, signed off; copies and comparisons.",
    },
    {
      name: "admissibility",
      description: "Whether submitted proposals are admitted: checks, clarifications, decisions, reviews.",
    },
    { name: "experts", description: "Experts: what they know, when they are free, and what ties them to applicants." },
    { name: "assignments", description: "Who evaluates what: the best assignment, proven, explained and adopted." },
    { name: "evaluation", description: "Experts' reports, consensus, rankings and award decisions of closed calls." },
    {
      name: "awards",
      description: "What becomes of awards after their decision: changes, the reserve list, what would be otherwise.",
    },
    {
      name: "cofunding",
      description: "Money of the Union and the Member States: joint actions, budgets, verdicts, commitments.",
    },
    {
      name: "governance",
      description: "Decisions of the Governing Board: by consensus, or by votes that anybody can count again.",
    },
    { name: "registry", description: "Organisations: legal entities and bank accounts, validated by two persons." },
    { name: "privacy", description: "What is kept of a person: shown, taken along, erased." },
    { name: "people", description: "Who may do what: roles given, handed on and ended, invitations by mail." },
    { name: "results", description: "What applicants are told of the evaluation, and how it is reviewed." },
    { name: "letters", description: "Formal letters: sent, opened, received, answered within their period." },
    { name: "agreements", description: "Grant agreements: prepared from awards, signed by both sides." },
    { name: "reporting", description: "Periodic reports: what beneficiaries state of their costs, signed and sent." },
    { name: "disbursement", description: "Payments: requested, verified, authorised." },
    { name: "treasury", description: "Payment runs of the accounting officer: confirmed, released, booked." },
    { name: "transparency", description: "What anybody may know of the platform." },
  ],
};

/** The contract as OpenAPI 3.1, from the schemas that check every request. */
export const composeApiDocument = () => {
  const api = new OpenAPIHono();
  api.openAPIRegistry.registerComponent("securitySchemes", "person", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Access token of a signed-in person.",
  });
  for (const operation of operations) api.openAPIRegistry.registerPath(operation);
  return api.getOpenAPI31Document(about);
};
