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
  "directAward.stage.section": "The second stage",
  "directAward.stage.text":
    "Only who was invited after the first stage sees this. The full proposal begins with what the short one says, for the same topic and coordinator.",
  "directAward.stage.begin": "Begin the full proposal",
  "directAward.stage.invite": "Invite to the second stage",
  "directAward.stage.inviteText":
    "Invited are the proposals on the main list of each topic: above the thresholds of the first stage, and within the multiple of the budget. It is decided once.",
  "directAward.stage.notRanked": "not every topic is ranked yet",
  "directAward.stage.waits": "the authorising officer decides",
  "directAward.stage.boards": "The first stage has closed.",
  "directAward.stage.toBoard": "Evaluation of the first stage",
  "directAward.stage.toAdmissibility": "Admissibility of the short proposals",
} as const;
