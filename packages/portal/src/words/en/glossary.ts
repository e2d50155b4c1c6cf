export const glossary = {
  "glossary.title": "Glossary",
  "glossary.lead": "The words of the field, as they are used on these pages: one word, one meaning.",
  "glossary.count": "{count, plural, one {# word} other {# words}}",
  "glossary.admissibility.term": "admissibility",
  "glossary.admissibility.meaning":
    "The formal check of a proposal: complete, on time, in the required form. Only admissible proposals are evaluated.",
  "glossary.awardDecision.term": "award decision",
  "glossary.awardDecision.meaning":
    "The signed decision of the Executive Director on which proposals are funded, with how much, and why.",
  "glossary.beneficiary.term": "beneficiary",
  "glossary.beneficiary.meaning": "An organisation that has signed the grant agreement and receives part of the grant.",
  "glossary.budgetCommitment.term": "budget commitment",
  "glossary.budgetCommitment.meaning":
    "The reservation of money for one purpose. It must exist before the Centre takes on a legal obligation.",
  "glossary.call.term": "call for proposals",
  "glossary.call.meaning":
    "The published invitation to apply: topics, budget, conditions, criteria, opening and closing.",
  "glossary.cascadeGrant.term": "cascade grant (FSTP)",
  "glossary.cascadeGrant.meaning":
    "Financial support to third parties: a beneficiary passes part of its grant on, under conditions fixed in the agreement.",
  "glossary.conflictOfInterest.term": "conflict of interest",
  "glossary.conflictOfInterest.meaning":
    "A personal or economic tie that could colour a judgement, or seem to. Nobody is assigned to a proposal of an organisation that they act or acted for.",
  "glossary.consensus.term": "consensus",
  "glossary.consensus.meaning":
    "The common scores and comments on which the experts of a proposal agree after their individual reports.",
  "glossary.consortium.term": "consortium",
  "glossary.consortium.meaning": "The organisations that carry out a project together.",
  "glossary.contribution.term": "contribution of a Member State",
  "glossary.contribution.meaning":
    "Money or work that a Member State adds to a joint action: pledged, committed, called, paid, certified.",
  "glossary.coordinator.term": "coordinator",
  "glossary.coordinator.meaning": "The beneficiary that speaks for the consortium and receives the payments for all.",
  "glossary.dataSheet.term": "data sheet",
  "glossary.dataSheet.meaning":
    "The first part of a grant agreement, with its figures: amounts, rates, dates, reports, payments.",
  "glossary.deliverable.term": "deliverable",
  "glossary.deliverable.meaning": "A result that the consortium has promised to hand over by a date.",
  "glossary.expert.term": "expert",
  "glossary.expert.meaning": "An independent person who evaluates proposals for the Centre.",
  "glossary.fourEyes.term": "four eyes",
  "glossary.fourEyes.meaning": "Nobody completes a money operation alone: who initiates it cannot verify it.",
  "glossary.grantAgreement.term": "grant agreement",
  "glossary.grantAgreement.meaning": "The contract between the Centre and the beneficiaries.",
  "glossary.jointAction.term": "joint action",
  "glossary.jointAction.meaning":
    "An action in the work programme that is paid by the Union and by at least one Member State.",
  "glossary.legalEntityFile.term": "legal entity file (LEF) and bank account file (BAF)",
  "glossary.legalEntityFile.meaning":
    "The validated identity of an organisation and of its bank account. Without both nothing is paid.",
  "glossary.nationalCoordinationCentre.term": "national coordination centre (NCC)",
  "glossary.nationalCoordinationCentre.meaning":
    "The office in each Member State that supports applicants and connects the country with the Centre.",
  "glossary.pic.term": "PIC",
  "glossary.pic.meaning":
    "Participant identification code: the nine digits by which an organisation is known in Union programmes.",
  "glossary.preFinancing.term": "pre-financing",
  "glossary.preFinancing.meaning":
    "The first payment, made at the start so that the work can begin. It stays property of the Union until it is cleared.",
  "glossary.proposal.term": "proposal",
  "glossary.proposal.meaning": "The project that a consortium submits in answer to a call.",
  "glossary.ranking.term": "ranking",
  "glossary.ranking.meaning": "Admissible proposals that meet every threshold, in the order of their scores.",
  "glossary.recovery.term": "recovery",
  "glossary.recovery.meaning": "Money that a beneficiary has to pay back, asked for by a debit note.",
  "glossary.redress.term": "redress",
  "glossary.redress.meaning": "The way to have a decision looked at again.",
  "glossary.reserveList.term": "reserve list",
  "glossary.reserveList.meaning":
    "Good proposals for which the budget is too small now; they move up when money becomes free.",
  "glossary.threshold.term": "threshold",
  "glossary.threshold.meaning":
    "The lowest score with which a proposal can be funded, for each criterion and in total. Reaching it is enough.",
  "glossary.topic.term": "topic",
  "glossary.topic.meaning": "A part of a call with its own subject, budget and ranking.",
  "glossary.workPackage.term": "work package",
  "glossary.workPackage.meaning": "A part of the work plan of a project, with its tasks, partners and deliverables.",
  "glossary.workProgramme.term": "work programme",
  "glossary.workProgramme.meaning":
    "The yearly plan of the Centre: which calls there will be and how much they may cost.",
} as const;
