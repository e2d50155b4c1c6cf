export const privacy = {
  "privacy.title": "Privacy statement",
  "privacy.lead": "Which personal data this platform keeps, why, for how long, and what your rights are.",
  "privacy.controllerTitle": "Who is responsible",
  "privacy.controllerText":
    "The European Cybersecurity Competence Centre is the controller, under Regulation (EU) 2018/1725 on the protection of personal data by the Union institutions and bodies.",
  "privacy.dataTitle": "What is kept, and why",
  "privacy.dataWho": "Data",
  "privacy.dataWhy": "Why",
  "privacy.dataLong": "How long",
  "privacy.dataCaption": "Personal data by purpose",
  "privacy.accountData": "Name, work address and role of people who use the platform",
  "privacy.accountWhy": "To know who may do what, and who did",
  "privacy.accountLong": "As long as the role lasts, then as long as the files they acted on",
  "privacy.applicationData": "Contact people and key staff named in proposals and agreements",
  "privacy.applicationWhy": "To evaluate proposals and to carry out agreements",
  "privacy.applicationLong":
    "Five years after the last payment, three for small grants; longer during an audit or a dispute",
  "privacy.publicationData": "Names of recipients who are natural persons",
  "privacy.publicationWhy": "The Financial Regulation asks to publish who receives Union money",
  "privacy.publicationLong": "Removed two years after the end of the year in which the money was committed",
  "privacy.separateText":
    "Personal data is kept apart from the evidence of decisions, so that it can be erased without touching that evidence.",
  "privacy.cookiesTitle": "Cookies",
  "privacy.cookiesText":
    "Only one cookie is set, when you sign in, to keep you signed in. There is no tracking and nothing is loaded from other sites.",
  "privacy.rightsTitle": "Your rights",
  "privacy.rightsText":
    "You can ask to see, correct or erase your data, to restrict its use, or object to it. You can complain to the European Data Protection Supervisor.",
  "privacy.supervisorLink": "European Data Protection Supervisor",
} as const;
