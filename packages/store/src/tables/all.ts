import { admissibilityKeys, admissibilityPatterns } from "./admissibility.ts";
import { assignmentKeys, assignmentPatterns } from "./assignments.ts";
import { awardKeys, awardPatterns } from "./awards.ts";
import { agreementKeys, agreementPatterns } from "./agreements.ts";
import { callKeys, callPatterns } from "./calls.ts";
import { cofundingKeys, cofundingPatterns } from "./cofunding.ts";
import { disbursementKeys, disbursementPatterns } from "./disbursement.ts";
import { evaluationKeys, evaluationPatterns } from "./evaluation.ts";
import { expertKeys, expertPatterns } from "./experts.ts";
import { evidenceKeys, evidencePatterns } from "./evidence.ts";
import { governanceKeys, governancePatterns } from "./governance.ts";
import { letterKeys, letterPatterns } from "./letters.ts";
import { peopleKeys, peoplePatterns } from "./people.ts";
import { proposalKeys, proposalPatterns } from "./proposals.ts";
import { registryKeys, registryPatterns } from "./registry.ts";
import { reportingKeys, reportingPatterns } from "./reporting.ts";
import { resultKeys, resultPatterns } from "./results.ts";
import { retentionKeys, retentionPatterns } from "./retention.ts";
import { reviewKeys, reviewPatterns } from "./reviews.ts";
import { sessionKeys, sessionPatterns } from "./sessions.ts";
import { sharedKeys, sharedPatterns } from "./shared.ts";

/** Every key of the house. Functions import those of their context; this is for what looks at all of them. */
export const keys = {
  ...admissibilityKeys,
  ...assignmentKeys,
  ...awardKeys,
  ...agreementKeys,
  ...callKeys,
  ...cofundingKeys,
  ...disbursementKeys,
  ...evaluationKeys,
  ...evidenceKeys,
  ...governanceKeys,
  ...expertKeys,
  ...letterKeys,
  ...peopleKeys,
  ...proposalKeys,
  ...registryKeys,
  ...reportingKeys,
  ...resultKeys,
  ...retentionKeys,
  ...reviewKeys,
  ...sessionKeys,
  ...sharedKeys,
} as const;

/** Every read of the house (DESIGN §4.10). */
export const accessPatterns = {
  ...admissibilityPatterns,
  ...assignmentPatterns,
  ...awardPatterns,
  ...agreementPatterns,
  ...callPatterns,
  ...cofundingPatterns,
  ...disbursementPatterns,
  ...evaluationPatterns,
  ...evidencePatterns,
  ...governancePatterns,
  ...expertPatterns,
  ...letterPatterns,
  ...peoplePatterns,
  ...proposalPatterns,
  ...registryPatterns,
  ...reportingPatterns,
  ...resultPatterns,
  ...retentionPatterns,
  ...reviewPatterns,
  ...sessionPatterns,
  ...sharedPatterns,
} as const;
