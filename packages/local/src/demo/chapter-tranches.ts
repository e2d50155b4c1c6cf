import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const LineHead = z.object({ version: z.int(), line: z.object({ id: z.string() }) });
const NoteHead = z.object({ version: z.int(), debitNote: z.object({ id: z.string() }) });
const NotePage = NoteHead.extend({ reference: z.string() });
const StatementHead = z.object({ version: z.int(), statement: z.object({ id: z.string() }) });
const amountCents = 20_000_00;

const credit = (entry: string, euro: string, remittance: string) =>
  `<Ntry><Amt Ccy="EUR">${euro}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-06-04</Dt></BookgDt><AcctSvcrRef>${entry}</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls><RmtInf>${remittance}</RmtInf></TxDtls></NtryDtls></Ntry>`;

/** A statement of the Centre's account: a part of the tranche, and an amount that quotes nothing. */
const statementOf = (reference: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>DEMO-2027-110</MsgId><CreDtTm>2027-06-04T18:00:00Z</CreDtTm></GrpHdr><Stmt><Id>2027-110</Id><CreDtTm>2027-06-04T18:00:00Z</CreDtTm><Acct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></Acct>${credit("DEMO-110-1", "3000.00", `<Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd>`)}${credit("DEMO-110-2", "250.00", "<Ustrd>Contribution 2027</Ustrd>")}</Stmt></BkToCstmrStmt></Document>`;

/** What the bank says has come is brought by the accounting officer and booked by another person. */
const bookStatement = async (api: StoryApi, reference: string): Promise<void> => {
  const statements = "/v1/treasury/bank-statements";
  const body = { text: statementOf(reference) };
  const { version, statement } = StatementHead.parse(
    await api.send("POST", statements, { as: cast.accountingOfficer, body }),
  );
  await api.send("POST", `${statements}/${statement.id}/booking`, { as: cast.executiveDirector, ifMatch: version });
};

/**
 * The Netherlands bear a part of the administrative costs through the Centre. Its first tranche of 40 % is called by two persons; a part has
 * come by a statement of the bank, and interest that was reported waits for the person who compares it.
 */
export const callFirstTranche = async (api: StoryApi, jointActionId: string): Promise<void> => {
  const own = `/v1/cofunding/joint-actions/${jointActionId}/funders/NL/lines`;
  const as = cast.netherlands;
  const pledge = { purpose: "ADMINISTRATIVE", channel: "VIA_ECCC", amountCents };
  const { version, line } = LineHead.parse(await api.send("POST", own, { as, body: pledge }));
  await api.send("POST", `${own}/${line.id}/commitment`, { as, body: { amountCents }, ifMatch: version });
  const tranche = { amountCents: 8_000_00, dueOn: "2027-07-31" };
  const proposed = NoteHead.parse(
    await api.send("POST", `${own}/${line.id}/debit-notes`, { as: cast.programmeOfficer, body: tranche, ifMatch: 0 }),
  );
  const note = `/v1/cofunding/debit-notes/${proposed.debitNote.id}`;
  await api.send("POST", `${note}/issue`, { as: cast.executiveDirector, ifMatch: proposed.version });
  await bookStatement(api, NotePage.parse(await api.get(note, as)).reference);
  const body = { kind: "INTEREST", amountCents: 12_34, bookedOn: "2027-06-04", bankReference: "DEMO-110-3" };
  await api.send("POST", `${note}/movements`, { as: cast.accountingOfficer, body, ifMatch: 3 });
};
