import { about } from "./en/about.ts";
import { accessibility } from "./en/accessibility.ts";
import { admissibility } from "./en/admissibility.ts";
import { actions } from "./en/actions.ts";
import { agreements } from "./en/agreements.ts";
import { annexes } from "./en/annexes.ts";
import { assignment } from "./en/assignment.ts";
import { audit } from "./en/audit.ts";
import { budget } from "./en/budget.ts";
import { callSite } from "./en/call-site.ts";
import { board } from "./en/board.ts";
import { calls } from "./en/calls.ts";
import { bankStatements } from "./en/bank-statements.ts";
import { cofunding } from "./en/cofunding.ts";
import { debitNotes } from "./en/debit-notes.ts";
import { components } from "./en/components.ts";
import { consortium } from "./en/consortium.ts";
import { directAward } from "./en/direct-award.ts";
import { reporting } from "./en/reporting.ts";
import { disbursement } from "./en/disbursement.ts";
import { editor } from "./en/editor.ts";
import { evaluation } from "./en/evaluation.ts";
import { events } from "./en/events.ts";
import { evidence } from "./en/evidence.ts";
import { experts } from "./en/experts.ts";
import { forms } from "./en/forms.ts";
import { glossary } from "./en/glossary.ts";
import { home } from "./en/home.ts";
import { letters } from "./en/letters.ts";
import { myData } from "./en/my-data.ts";
import { people } from "./en/people.ts";
import { privacy } from "./en/privacy.ts";
import { problems } from "./en/problems.ts";
import { proposals } from "./en/proposals.ts";
import { community } from "./en/community.ts";
import { registry } from "./en/registry.ts";
import { results } from "./en/results.ts";
import { standing } from "./en/standing.ts";
import { roles } from "./en/roles.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";
import { workProgrammes } from "./en/work-programmes.ts";

/** One file per area; its keys start with the area's name, so that areas cannot overwrite each other's words. */
export const englishAreas = {
  about,
  accessibility,
  admissibility,
  actions,
  agreements,
  annexes,
  assignment,
  audit,
  board,
  budget,
  callSite,
  calls,
  cofunding,
  debitNotes,
  bankStatements,
  components,
  consortium,
  directAward,
  reporting,
  disbursement,
  editor,
  evaluation,
  events,
  evidence,
  experts,
  forms,
  glossary,
  home,
  letters,
  myData,
  people,
  privacy,
  problems,
  proposals,
  registry,
  results,
  standing,
  community,
  roles,
  shell,
  signIn,
  workProgrammes,
} as const;

export const en = {
  ...about,
  ...accessibility,
  ...admissibility,
  ...actions,
  ...agreements,
  ...annexes,
  ...assignment,
  ...audit,
  ...board,
  ...budget,
  ...callSite,
  ...calls,
  ...cofunding,
  ...debitNotes,
  ...bankStatements,
  ...components,
  ...consortium,
  ...directAward,
  ...reporting,
  ...disbursement,
  ...editor,
  ...evaluation,
  ...events,
  ...evidence,
  ...experts,
  ...forms,
  ...glossary,
  ...home,
  ...letters,
  ...myData,
  ...people,
  ...privacy,
  ...problems,
  ...proposals,
  ...registry,
  ...results,
  ...standing,
  ...community,
  ...roles,
  ...shell,
  ...signIn,
  ...workProgrammes,
} as const;
