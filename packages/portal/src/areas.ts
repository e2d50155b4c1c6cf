import type { PortalArea } from "./area.ts";
import { admissibilityArea } from "./pages/admissibility/admissibility-area.ts";
import { agreementsArea } from "./pages/agreements/agreements-area.ts";
import { auditArea } from "./pages/audit/audit-area.ts";
import { boardArea } from "./pages/board/board-area.ts";
import { callsArea } from "./pages/calls/calls-area.ts";
import { cofundingArea } from "./pages/cofunding/cofunding-area.ts";
import { consortiaArea } from "./pages/consortium/consortia-area.ts";
import { disbursementArea } from "./pages/disbursement/disbursement-area.ts";
import { evaluationArea } from "./pages/evaluation/evaluation-area.ts";
import { administrationArea, invitationsArea, peopleArea } from "./pages/people/people-areas.ts";
import { evidenceArea } from "./pages/evidence/evidence-area.ts";
import { expertsArea } from "./pages/experts/experts-area.ts";
import { lettersArea } from "./pages/letters/letters-area.ts";
import { myDataArea } from "./pages/my-data/my-data-area.ts";
import { proposalsArea } from "./pages/proposals/proposals-area.ts";
import { registryArea } from "./pages/registry/registry-area.ts";
import { resultsArea } from "./pages/results/results-area.ts";
import { subscriptionsArea } from "./pages/subscriptions/subscriptions-area.ts";

/** Every area of the site, in the order of the navigation. Each context adds its own. */
export const portalAreas: readonly PortalArea[] = [
  callsArea,
  proposalsArea,
  admissibilityArea,
  evaluationArea,
  expertsArea,
  cofundingArea,
  boardArea,
  resultsArea,
  lettersArea,
  agreementsArea,
  disbursementArea,
  registryArea,
  auditArea,
  peopleArea,
  administrationArea,
  invitationsArea,
  consortiaArea,
  evidenceArea,
  myDataArea,
  subscriptionsArea,
];
