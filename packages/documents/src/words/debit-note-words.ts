/** Words of a debit note. */
const en = {
  author: "European Cybersecurity Competence Centre",
  page: "Page {page} of {pages}",
  title: "Debit note {number}",
  draft: "Draft: this debit note is not sent",
  sent: "Sent on {at} (Brussels time)",
  lead: "Under Article 21(7) of Regulation (EU) 2021/887 the Competence Centre calls the following tranche of a contribution to a joint action.",
  what: "What is called",
  funder: "Funder",
  tranche: "Tranche",
  amount: "Amount",
  dueOn: "Due on",
  reference: "Reference for the transfer",
  pay: "How it is paid",
  account:
    "Please transfer the amount to the account of the Competence Centre that your agreement with it names, and quote the reference. The Centre never asks by mail to pay to another account.",
  late: "If it does not come",
  overdue:
    "An amount that is not there after the day it is due on is a shortfall. The Executive Director may then notify the member in writing and set a reasonable period to remedy it (Article 21(10)).",
  interest: "Interest on contributions is revenue of the Competence Centre (Article 22(4)).",
};
export type DebitNoteWords = typeof en;

const nl: DebitNoteWords = {
  author: "Europees Kenniscentrum voor cyberbeveiliging",
  page: "Pagina {page} van {pages}",
  title: "Debetnota {number}",
  draft: "Ontwerp: deze debetnota is niet verzonden",
  sent: "Verzonden op {at} (tijd in Brussel)",
  lead: "Op grond van artikel 21, lid 7, van Verordening (EU) 2021/887 vraagt het Kenniscentrum de volgende tranche van een bijdrage aan een gezamenlijke actie op.",
  what: "Wat wordt opgevraagd",
  funder: "Financier",
  tranche: "Tranche",
  amount: "Bedrag",
  dueOn: "Te betalen op",
  reference: "Referentie voor de overboeking",
  pay: "Hoe wordt betaald",
  account:
    "Maak het bedrag over naar de rekening van het Kenniscentrum die in uw overeenkomst met het Centrum staat, en vermeld de referentie. Het Centrum vraagt nooit per mail om naar een andere rekening te betalen.",
  late: "Als het niet komt",
  overdue:
    "Een bedrag dat er niet is na de dag waarop het te betalen is, is een tekort. De uitvoerend directeur kan het lid dan schriftelijk in kennis stellen en een redelijke termijn voor herstel bepalen (artikel 21, lid 10).",
  interest: "Rente op bijdragen is inkomsten van het Kenniscentrum (artikel 22, lid 4).",
};

export const debitNoteWords = { en, nl } as const;
