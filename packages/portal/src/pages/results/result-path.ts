/** Below the language: the page of what a proposal's applicants are told of its evaluation. */
export const resultPath = (proposalId: string): string => `/results/proposals/${proposalId}`;
