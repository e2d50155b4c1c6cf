import type { Translated } from "./catalogue.ts";
import type { en } from "./en.ts";
import { about } from "./nl/about.ts";
import { accessibility } from "./nl/accessibility.ts";
import { admissibility } from "./nl/admissibility.ts";
import { actions } from "./nl/actions.ts";
import { agreements } from "./nl/agreements.ts";
import { annexes } from "./nl/annexes.ts";
import { assignment } from "./nl/assignment.ts";
import { audit } from "./nl/audit.ts";
import { budget } from "./nl/budget.ts";
import { callSite } from "./nl/call-site.ts";
import { calls } from "./nl/calls.ts";
import { board } from "./nl/board.ts";
import { bankStatements } from "./nl/bank-statements.ts";
import { cofunding } from "./nl/cofunding.ts";
import { debitNotes } from "./nl/debit-notes.ts";
import { components } from "./nl/components.ts";
import { consortium } from "./nl/consortium.ts";
import { directAward } from "./nl/direct-award.ts";
import { reporting } from "./nl/reporting.ts";
import { disbursement } from "./nl/disbursement.ts";
import { editor } from "./nl/editor.ts";
import { evaluation } from "./nl/evaluation.ts";
import { events } from "./nl/events.ts";
import { evidence } from "./nl/evidence.ts";
import { experts } from "./nl/experts.ts";
import { forms } from "./nl/forms.ts";
import { glossary } from "./nl/glossary.ts";
import { home } from "./nl/home.ts";
import { letters } from "./nl/letters.ts";
import { myData } from "./nl/my-data.ts";
import { people } from "./nl/people.ts";
import { privacy } from "./nl/privacy.ts";
import { problems } from "./nl/problems.ts";
import { proposals } from "./nl/proposals.ts";
import { community } from "./nl/community.ts";
import { registry } from "./nl/registry.ts";
import { results } from "./nl/results.ts";
import { standing } from "./nl/standing.ts";
import { roles } from "./nl/roles.ts";
import { shell } from "./nl/shell.ts";
import { signIn } from "./nl/sign-in.ts";
import { workProgrammes } from "./nl/work-programmes.ts";

export const nl: Translated<typeof en> = {
  ...about,
  ...accessibility,
  ...admissibility,
  ...actions,
  ...agreements,
  ...annexes,
  ...assignment,
  ...audit,
  ...budget,
  ...callSite,
  ...calls,
  ...board,
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
};
