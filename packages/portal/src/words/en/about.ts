export const about = {
  "about.title": "About this platform",
  "about.lead": "What it does, for whom, and how you can check it.",
  "about.whatTitle": "What it does",
  "about.whatText":
    "The European Cybersecurity Competence Centre (ECCC) funds projects that make Europe safer online, with money of the Union and of Member States. On this platform it publishes calls, takes in proposals, has experts evaluate them, lets Member States add their share, signs grant agreements and pays beneficiaries.",
  "about.whomTitle": "For whom",
  "about.whomApplicants":
    "Applicants find a call, build a consortium and a budget, submit on time and follow the result.",
  "about.whomExperts": "Experts without a tie to the consortium read, score and agree on a consensus.",
  "about.whomStates": "Member States pledge, commit and certify contributions and see what they make possible.",
  "about.whomCentre": "The Centre checks, decides, signs and pays, each step by the person who may take it.",
  "about.whomPublic": "Everybody can see which calls exist, who was funded and where the money went.",
  "about.checkTitle": "How you can check it",
  "about.checkText":
    "Every decision leaves an entry that names who decided what, when and on which facts. The entries are chained, so that none can be changed or removed unnoticed, and an auditor can verify an export without this platform.",
  "about.openTitle": "Open by design",
  "about.openText":
    "The platform is free software under the European Union Public Licence (EUPL-1.2). What these pages do, a program can do as well, through the same API.",
  "about.apiLink": "API description (OpenAPI)",
  "about.lawTitle": "Legal basis",
  "about.lawText":
    "Regulation (EU) 2021/887 establishing the Competence Centre and the Network of National Coordination Centres, and the Financial Regulation (EU, Euratom) 2024/2509.",
  "about.lawLink": "Regulation (EU) 2021/887 on EUR-Lex",
} as const;
