/** The result of an evaluation as its applicant and the Centre read it, and its review. */
export const results = {
  "results.title": "Result of the evaluation: {acronym}",
  "results.lead": "What the experts found together, criterion by criterion, and why.",
  "results.link": "Evaluation summary report",
  "results.report": "Evaluation summary report",
  "results.version": "Version {version} of {versions}",
  "results.older": "Read version {version}",
  "results.pdf": "Download the report (PDF)",
  "results.digest": "Digest in the audit trail (SHA-256)",
  "results.none": "No evaluation summary report yet",
  "results.noneText": "It is issued with the letter that tells the result to the applicant.",
  "results.openLetterFirst": "Open the letter first",
  "results.openLetterText": "The report goes with a letter that tells the result. Opening it counts as receiving it.",
  "results.openLetter": "Go to the letter",
} as const;
