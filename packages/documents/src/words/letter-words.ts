/** Words of the letters, version 1 of every template: a letter is read for years in the words with which it was sent. */
const en = {
  author: "European Cybersecurity Competence Centre",
  page: "Page {page} of {pages}",
  standing: "Formal notification of {at} (Brussels time)",
  about: "What this letter is about",
  receiver: "To the receiver of this letter",
  project: "Project",
  call: "Call",
  proposal: "Proposal",
  reasons: "Reasons",
  amount: "Amount concerned",
  measureTerm: "What the Centre intends",
  measure: {
    REJECTION_OF_COSTS: "Rejection of costs",
    GRANT_REDUCTION: "Reduction of the grant",
    RECOVERY: "Recovery of an amount",
    SUSPENSION: "Suspension of payments or of the action",
    TERMINATION: "Termination",
  },
  preInformationTitle: "Information before a decision: project {acronym}",
  preInformationLead:
    "The European Cybersecurity Competence Centre intends to take the measure below. Nothing is decided yet. Before it decides, you may give your observations.",
  yourObservations: "Your observations",
  observations:
    "You have {days} days from the day on which you receive this letter. Give your observations on the page of this letter in the portal. Without observations in time, the Centre decides on what it has.",
  receipt:
    "This letter is received on the day on which somebody of your organisation opens it in the portal, and at the latest 10 days after it was sent, opened or not.",
  refusedTitle: "Your proposal {acronym} is not admitted",
  refusedLead:
    "Your proposal was checked before the evaluation. It does not meet the conditions below and is therefore not evaluated.",
  grounds: "Conditions that are not met",
  ground: "{check} ({rules})",
  decidedOn: "Decided on",
  redress: "What you can do",
  review:
    "You may ask the Centre for a review of this decision until {date} included, on the page of your proposal. Another person than who decided looks at it again.",
  ombudsman:
    "You may complain to the European Ombudsman about maladministration, within two years of learning of the facts (Article 228 TFEU). This does not suspend any period.",
  court:
    "You may bring an action for annulment before the General Court of the European Union within two months of the notification of this decision (Article 263 TFEU).",
  evidenceTitle: "A question about your proposal {acronym}",
  evidenceLead:
    "While checking your proposal the Centre found something that you may put right or explain. The answer cannot change the proposal substantially.",
  question: "What we ask",
  correction: "Correction that we propose",
  stands: "As it stands",
  proposed: "As we propose it",
  confirm: "Confirm the correction, or say why it is not right.",
  replyBy:
    "Answer by {date} included, on the page of your proposal. Without an answer in time, the Centre decides on the documents as they are.",
  resultTitle: "Result of the evaluation: {acronym}",
  outcome: {
    AWARDED:
      "Your proposal is selected for a grant. The Centre will prepare a grant agreement with you; this letter is not yet a commitment of money.",
    RESERVE:
      "Your proposal reached every threshold. The budget did not suffice for it; it stands on the reserve list, which is called in order when budget becomes free.",
    NOT_FUNDED: "Your proposal reached every threshold, and is not funded in this award.",
    INVITED:
      "Your proposal is invited to the second stage. You write the full proposal in the portal, where it begins with what this one says.",
    NOT_INVITED:
      "Your proposal reached every threshold of the first stage. Those that were invited to the second stage ask together for as much as the call allows; yours is not among them.",
    REJECTED: "Your proposal did not reach every threshold and is therefore rejected.",
  },
  evaluationReview:
    "You may ask the Centre, within {days} days from the day on which you receive this letter, to review how your proposal was evaluated, on the page of your result. The judgement of the experts itself is not reviewed.",
  reviewTitle: "Your request for a review: {acronym}",
  reviewOutcome: {
    NOT_REGISTRABLE:
      "Your request for a review cannot be looked at: it is not about how your proposal was evaluated. The result stands.",
    REJECTED: "Your request for a review was looked at and has no ground. The result stands.",
    UPHELD_WITHOUT_EFFECT:
      "Your request for a review has a ground. The fault did not change the result, which therefore stands.",
    RE_EVALUATION:
      "Your request for a review has a ground. New experts evaluate your proposal again; a letter will tell you what they find.",
    RE_EVALUATED:
      "After your request for a review, new experts evaluated your proposal again. Below is what they found and what follows from it. Grants that are awarded stay as they are.",
  },
  reviewGrounds: "Grounds of your request",
  reviewGround: {
    CONFLICT_OF_INTEREST: "A conflict of interest of somebody who evaluated",
    CRITERIA_NOT_APPLIED: "Criteria or thresholds not applied as the call lays them down",
    PROCEDURE_NOT_FOLLOWED: "The procedure was not followed",
    MANIFEST_ERROR: "A manifest error of fact",
  },
  placeTitle: "Another place in the ranking: {acronym}",
  placeLead:
    "After a review the ranking of the topic was corrected. Your proposal has another place in it. Nothing else of your result changes.",
  formerRank: "Place until now",
  topic: "Topic",
  rank: "Place in the ranking",
  secondStageUntil: "Full proposal until",
  awarded: "Maximum Union contribution",
  scores: "Scores",
  total: "Total",
  below: "Below the threshold",
  report: "Evaluation summary report",
  reportText:
    "The report on your proposal, version {version}, goes with this letter: what was found on each criterion, and why. It is on the page of your result in the portal, to be read there or downloaded.",
  criterion: {
    RELEVANCE: "Relevance",
    IMPLEMENTATION: "Implementation",
    IMPACT: "Impact",
    EXCELLENCE: "Excellence",
    QUALITY: "Quality and efficiency of implementation",
  },
  check: {
    IN_TIME: "Received in time",
    COMPLETE: "Complete",
    GRANT_SIZE: "Grant within the limits of the topic",
    BUDGET: "Budget in balance",
    ESTABLISHED: "Every partner established where it may be",
    CONSORTIUM: "Composition of the consortium",
    SECURITY: "Security restriction: establishment and control",
    EXCLUSION: "No partner excluded",
    DOUBLE_SUBMISSION: "No second proposal for the same action",
    ANNEXES: "Annexes: asked for, readable, within their limits",
    TEXT_LENGTH: "Texts within the limits of the call",
  },
  field: {
    ACRONYM: "Acronym",
    TITLE: "Title",
    PARTNER_NAME: "Name of a partner",
    PARTNER_CODE: "Participant code of a partner",
    CONTACT: "Contact",
    ANNEX_LABEL: "Label of an annex",
  },
};
export type LetterWords = typeof en;

const nl: LetterWords = {
  author: "Europees Kenniscentrum voor cyberbeveiliging",
  page: "Bladzijde {page} van {pages}",
  standing: "Formele kennisgeving van {at} (Brusselse tijd)",
  about: "Waarover deze brief gaat",
  receiver: "Aan de ontvanger van deze brief",
  project: "Project",
  call: "Oproep",
  proposal: "Voorstel",
  reasons: "Redenen",
  amount: "Bedrag waarom het gaat",
  measureTerm: "Wat het Centrum van plan is",
  measure: {
    REJECTION_OF_COSTS: "Afwijzing van kosten",
    GRANT_REDUCTION: "Verlaging van de subsidie",
    RECOVERY: "Terugvordering van een bedrag",
    SUSPENSION: "Schorsing van betalingen of van de actie",
    TERMINATION: "Beëindiging",
  },
  preInformationTitle: "Voorafgaande informatie over een besluit: project {acronym}",
  preInformationLead:
    "Het Europees Kenniscentrum voor cyberbeveiliging is van plan de onderstaande maatregel te nemen. Er is nog niets besloten. Voordat het besluit, kunt u uw opmerkingen geven.",
  yourObservations: "Uw opmerkingen",
  observations:
    "U hebt {days} dagen vanaf de dag waarop u deze brief ontvangt. Geef uw opmerkingen op de pagina van deze brief in het portaal. Zonder opmerkingen binnen de termijn besluit het Centrum op basis van wat het heeft.",
  receipt:
    "Deze brief is ontvangen op de dag waarop iemand van uw organisatie hem in het portaal opent, en uiterlijk 10 dagen na verzending, geopend of niet.",
  refusedTitle: "Uw voorstel {acronym} is niet toegelaten",
  refusedLead:
    "Uw voorstel is vóór de beoordeling gecontroleerd. Het voldoet niet aan de onderstaande voorwaarden en wordt daarom niet beoordeeld.",
  grounds: "Voorwaarden waaraan niet is voldaan",
  ground: "{check} ({rules})",
  decidedOn: "Besloten op",
  redress: "Wat u kunt doen",
  review:
    "U kunt het Centrum tot en met {date} om herziening van dit besluit vragen, op de pagina van uw voorstel. Iemand anders dan wie besloot, bekijkt het opnieuw.",
  ombudsman:
    "U kunt bij de Europese Ombudsman klagen over wanbeheer, binnen twee jaar nadat u van de feiten hebt gehoord (artikel 228 VWEU). Dat schorst geen enkele termijn.",
  court:
    "U kunt binnen twee maanden na de kennisgeving van dit besluit beroep tot nietigverklaring instellen bij het Gerecht van de Europese Unie (artikel 263 VWEU).",
  evidenceTitle: "Een vraag over uw voorstel {acronym}",
  evidenceLead:
    "Bij de controle van uw voorstel vond het Centrum iets wat u kunt rechtzetten of toelichten. Het antwoord kan het voorstel niet wezenlijk veranderen.",
  question: "Wat wij vragen",
  correction: "Correctie die wij voorstellen",
  stands: "Zoals het er staat",
  proposed: "Zoals wij het voorstellen",
  confirm: "Bevestig de correctie, of zeg waarom zij niet klopt.",
  replyBy:
    "Antwoord uiterlijk op {date}, op de pagina van uw voorstel. Zonder antwoord binnen de termijn besluit het Centrum op basis van de documenten zoals ze zijn.",
  resultTitle: "Uitslag van de beoordeling: {acronym}",
  outcome: {
    AWARDED:
      "Uw voorstel is geselecteerd voor een subsidie. Het Centrum bereidt met u een subsidieovereenkomst voor; deze brief is nog geen vastlegging van geld.",
    RESERVE:
      "Uw voorstel haalde elke drempel. Het budget volstond er niet voor; het staat op de reservelijst, die op volgorde wordt aangesproken zodra er budget vrijkomt.",
    NOT_FUNDED: "Uw voorstel haalde elke drempel, en wordt in deze toekenning niet gefinancierd.",
    INVITED:
      "Uw voorstel is uitgenodigd voor de tweede fase. U schrijft het volledige voorstel in het portaal, waar het begint met wat in dit voorstel staat.",
    NOT_INVITED:
      "Uw voorstel haalde elke drempel van de eerste fase. De voorstellen die voor de tweede fase zijn uitgenodigd, vragen samen zo veel als de oproep toelaat; het uwe is daar niet bij.",
    REJECTED: "Uw voorstel haalde niet elke drempel en is daarom afgewezen.",
  },
  evaluationReview:
    "U kunt het Centrum binnen {days} dagen vanaf de dag waarop u deze brief ontvangt, vragen te herzien hoe uw voorstel is beoordeeld, op de pagina van uw uitslag. Het oordeel van de deskundigen zelf wordt niet herzien.",
  reviewTitle: "Uw verzoek om herziening: {acronym}",
  reviewOutcome: {
    NOT_REGISTRABLE:
      "Uw verzoek om herziening kan niet worden behandeld: het gaat niet over de manier waarop uw voorstel is beoordeeld. De uitslag blijft staan.",
    REJECTED: "Uw verzoek om herziening is onderzocht en is ongegrond. De uitslag blijft staan.",
    UPHELD_WITHOUT_EFFECT:
      "Uw verzoek om herziening is gegrond. De fout heeft de uitslag niet veranderd; die blijft daarom staan.",
    RE_EVALUATION:
      "Uw verzoek om herziening is gegrond. Nieuwe deskundigen beoordelen uw voorstel opnieuw; een brief meldt u wat zij vinden.",
    RE_EVALUATED:
      "Na uw verzoek om herziening hebben nieuwe deskundigen uw voorstel opnieuw beoordeeld. Hieronder staat wat zij vonden en wat daaruit volgt. Toegekende subsidies blijven zoals ze zijn.",
  },
  reviewGrounds: "Gronden van uw verzoek",
  reviewGround: {
    CONFLICT_OF_INTEREST: "Een belangenconflict van iemand die beoordeelde",
    CRITERIA_NOT_APPLIED: "Criteria of drempels niet toegepast zoals de oproep ze vastlegt",
    PROCEDURE_NOT_FOLLOWED: "De procedure is niet gevolgd",
    MANIFEST_ERROR: "Een kennelijke feitelijke fout",
  },
  placeTitle: "Een andere plaats in de rangschikking: {acronym}",
  placeLead:
    "Na een herziening is de rangschikking van het onderwerp gecorrigeerd. Uw voorstel heeft er een andere plaats in. Verder verandert er niets aan uw uitslag.",
  formerRank: "Plaats tot nu toe",
  topic: "Onderwerp",
  rank: "Plaats in de rangschikking",
  secondStageUntil: "Volledig voorstel tot",
  awarded: "Hoogste bijdrage van de Unie",
  scores: "Scores",
  total: "Totaal",
  below: "Onder de drempel",
  report: "Samenvattend beoordelingsverslag",
  reportText:
    "Bij deze brief hoort het verslag over uw voorstel, versie {version}: wat er per criterium is bevonden, en waarom. Het staat op de pagina van uw uitslag in het portaal, om daar te lezen of te downloaden.",
  criterion: {
    RELEVANCE: "Relevantie",
    IMPLEMENTATION: "Uitvoering",
    IMPACT: "Impact",
    EXCELLENCE: "Excellentie",
    QUALITY: "Kwaliteit en efficiëntie van de uitvoering",
  },
  check: {
    IN_TIME: "Op tijd ontvangen",
    COMPLETE: "Volledig",
    GRANT_SIZE: "Subsidie binnen de grenzen van het onderwerp",
    BUDGET: "Begroting in evenwicht",
    ESTABLISHED: "Elke partner gevestigd waar dat mag",
    CONSORTIUM: "Samenstelling van het consortium",
    SECURITY: "Veiligheidsbeperking: vestiging en zeggenschap",
    EXCLUSION: "Geen partner uitgesloten",
    DOUBLE_SUBMISSION: "Geen tweede voorstel voor dezelfde actie",
    ANNEXES: "Bijlagen: gevraagd, leesbaar, binnen hun grenzen",
    TEXT_LENGTH: "Teksten binnen de grenzen van de oproep",
  },
  field: {
    ACRONYM: "Acroniem",
    TITLE: "Titel",
    PARTNER_NAME: "Naam van een partner",
    PARTNER_CODE: "Deelnemerscode van een partner",
    CONTACT: "Contact",
    ANNEX_LABEL: "Opschrift van een bijlage",
  },
};

export const letterWords: Readonly<Record<"en" | "nl", LetterWords>> = { en, nl };
