export const directAward = {
  "directAward.list": "Awards without a call",
  "directAward.listCaption": "Open to the Centres that are invited, and to nobody else",
  "directAward.home": "invites your Centre to hand in a proposal until {at}.",
  "directAward.section": "An award without a call",
  "directAward.text":
    "Only the invited Centres see this and may answer. Each proposal is assessed on its own: nobody is ranked.",
  "directAward.centresOf": "National Coordination Centres of {countries}",
  "directAward.openText": "The invited Centres see it at once. Nothing of it becomes public.",
  "directAward.open": "Open to the invited Centres",
  "directAward.waits": "the authorising officer decides",
  "directAward.openedTitle": "The Centres are invited",
  "directAward.openedText":
    "Each of them finds the invitation on its first page and may write its proposal from the opening on.",
  "directAward.notRecognised": "Its capacity is not recognised: it may not receive a grant without a call.",
  "directAward.help.questionDays": "Seven where nothing is written.",
} as const;
