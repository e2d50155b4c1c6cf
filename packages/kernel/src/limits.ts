/** Limits of the platform, each with its unit in its name (DESIGN §6). One above is refused with a sentence, never cut off. */

/** A request's body as text. A proposal of 350 kB of JSON and its envelope fit. */
export const requestBodyBytesMax = 400_000;
/** Lists and objects within each other in a body. No field of the contract lies deeper than a dozen. */
export const jsonDepthMax = 32;
/** Path and query of an address. The longest of the contract is a page of a list with its cursor of 1,000 characters. */
export const urlCharactersMax = 4_000;
/** Headers of a request; browsers, gateway and proxies send some forty. */
export const headersMax = 100;
/** One header's value: an access token is the longest. */
export const headerCharactersMax = 8_192;
/** All names and values of the headers: what the gateway takes. */
export const headersCharactersMax = 10_240;
/** The canonical document of one proposal. */
export const proposalDocumentBytesMax = 350_000;
/**
 * One autosaved part as canonical JSON: 3,500 characters of any script, of up to three bytes each, and what stands around them. It is stored
 * packed, so that a save stays at four write units (ADR 12).
 */
export const partBytesMax = 11_000;
/**
 * One text of a proposal as it is typed: the most that a call can allow (CALL-01) and no more, since a draft may be over the call's limit. It
 * is stored in blocks, so that a save writes what changed (ADR 24).
 */
export const textCharactersMax = 200_000;
/** An aggregate's head with its keys: one write unit, with 32 bytes of room for a gate (DATA §2). */
export const headBytesMax = 992;
/** An audit entry with its keys: one write unit, twice in a transaction (DATA §5). */
export const auditEntryBytesMax = 1_024;
/** An entry of a deputy names the person represented and the delegation too: another write unit, where somebody stands in. */
export const deputyEntryBytesMax = 1_280;
export const partnersPerProposalMax = 100;
/** Cost lines of one partner in one work package: they are one part, saved together. */
export const linesPerCostsPartMax = 30;
/**
 * What one cost line may come to: a billion euro. The most lines that a draft can have, of a hundred partners in twenty work packages,
 * still add up below 2^53.
 */
export const costLineCentsMax = 100_000_000_000;
/** One unit or one day of work: a million euro. */
export const unitRateCentsMax = 100_000_000;
/** A workbook as it is sent, and each of its files and all of them when they are unpacked. */
export const spreadsheetBytesMax = 1_000_000;
export const spreadsheetEntryBytesMax = 4_000_000;
export const spreadsheetUnpackedBytesMax = 8_000_000;
export const spreadsheetEntriesMax = 60;
/** A request that carries a workbook in letters: four for three bytes, and its envelope. */
export const spreadsheetRequestBytesMax = 1_400_000;
/** Annexes that a call may ask for, and so a proposal may carry. */
export const annexesPerProposalMax = 40;
/** One annex: 100 MB, one byte more is refused by the object storage and by the platform. */
export const annexBytesMax = 100_000_000;
/** A piece of an upload. Each but the last has this size; a store takes none below 5 MiB but the last. */
export const uploadPieceBytes = 8_388_608;
/** How long an upload that was begun may take; what is not handed in by then is removed. */
export const uploadHoursMax = 24;
/** Uploads of one proposal that are under way at once. */
export const uploadsPerProposalMax = 80;
export const expertsPerProposalMax = 7;
export const expertsPerProposalMin = 3;
export const topicsPerCallMax = 20;
/**
 * One amount that somebody enters, in cents: ten billion euro, six times what the Union spends on cybersecurity in seven years. Thousands of
 * them still add up below 2^53, so that no sum of accepted amounts leaves the numbers that are exact.
 */
export const enteredCentsMax = 1_000_000_000_000;
/** Contributions of one funder to one joint action, withdrawn ones included. */
export const linesPerFunderMax = 50;
export const paymentsPerFileMax = 100_000;
export const pageItemsMax = 100;
/** Rows of the public list that one answer reads, also where few of them match; the next page goes on behind them. */
export const callRowsReadMax = 1_000;
export const transactionItemsMax = 100;
/**
 * Awards that one transaction commits, in rank order: each is two heads, their two entries and a posting, five of its 100 items, beside the
 * one pot that they all take from (ADR 9).
 */
export const awardsPerTransactionMax = 19;
/** How long ago a person may have proved who they are for what binds or pays: a signature, an order, a bank account. */
export const stepUpSecondsMax = 300;
/** A sealed receipt with its certificates and its time-stamp, as a text. */
export const receiptCharactersMax = 50_000;
