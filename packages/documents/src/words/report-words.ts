/** Words of the evaluation summary report. What people wrote stays as they wrote it. */
const en = {
  author: "European Cybersecurity Competence Centre",
  page: "Page {page} of {pages}",
  title: "Evaluation summary report: {acronym}",
  standing: "Version {version}, issued on {at} (Brussels time)",
  about: "What was evaluated",
  call: "Call",
  topic: "Topic",
  proposal: "Proposal",
  document: "Document evaluated (SHA-256)",
  agreedAt: "Agreed on",
  basis: "Basis",
  basisOf: {
    CONSENSUS: "Consensus of the experts",
    REVIEW: "Evaluation by new experts, after a review",
  },
  result: "Result",
  total: "Total",
  totalDetail: "{total} of {max}",
  overall: "Overall threshold",
  reached: "reached",
  missed: "not reached",
  thresholdDetail: "{threshold}: {state}",
  score: "Score",
  scoreDetail: "{score} of {max}",
  threshold: "Threshold",
  panel:
    "Proposals of equal merit were put in order by the panel, as the call lays down. The panel's decision and its reason are kept with the ranking.",
  note: "The report states the view that the experts share. It names none of them.",
  criterion: {
    RELEVANCE: "Relevance",
    IMPLEMENTATION: "Implementation",
    IMPACT: "Impact",
    EXCELLENCE: "Excellence",
  },
};
export type ReportWords = typeof en;

const nl: ReportWords = {
  author: "Europees Kenniscentrum voor cyberbeveiliging",
  page: "Bladzijde {page} van {pages}",
  title: "Samenvattend beoordelingsverslag: {acronym}",
  standing: "Versie {version}, uitgebracht op {at} (Brusselse tijd)",
  about: "Wat is beoordeeld",
  call: "Oproep",
  topic: "Onderwerp",
  proposal: "Voorstel",
  document: "Beoordeeld document (SHA-256)",
  agreedAt: "Overeengekomen op",
  basis: "Grondslag",
  basisOf: {
    CONSENSUS: "Consensus van de deskundigen",
    REVIEW: "Beoordeling door nieuwe deskundigen, na een herziening",
  },
  result: "Uitslag",
  total: "Totaal",
  totalDetail: "{total} van {max}",
  overall: "Algemene drempel",
  reached: "gehaald",
  missed: "niet gehaald",
  thresholdDetail: "{threshold}: {state}",
  score: "Score",
  scoreDetail: "{score} van {max}",
  threshold: "Drempel",
  panel:
    "Voorstellen van gelijke waarde zijn door het panel in volgorde gezet, zoals de oproep bepaalt. Het besluit van het panel en de reden ervan worden bij de rangschikking bewaard.",
  note: "Het verslag geeft de gedeelde opvatting van de deskundigen weer. Het noemt niemand van hen bij naam.",
  criterion: {
    RELEVANCE: "Relevantie",
    IMPLEMENTATION: "Uitvoering",
    IMPACT: "Impact",
    EXCELLENCE: "Excellentie",
  },
};

export const reportWords: Readonly<Record<"en" | "nl", ReportWords>> = { en, nl };
