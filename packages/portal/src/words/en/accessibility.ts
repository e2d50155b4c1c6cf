export const accessibility = {
  "accessibility.title": "Accessibility statement",
  "accessibility.lead": "Everybody should be able to use this platform, with whatever they use to read and write.",
  "accessibility.aimTitle": "What we aim for",
  "accessibility.aimText":
    "The pages follow the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA and the European standard EN 301 549.",
  "accessibility.canTitle": "What you can do",
  "accessibility.canKeyboard": "use every page with the keyboard alone, with a visible focus;",
  "accessibility.canReader": "use a screen reader: pages have headings, landmarks, labels and a skip link;",
  "accessibility.canZoom": "zoom to 400 % and use a phone without scrolling sideways, but for wide tables;",
  "accessibility.canPlain": "do everything without JavaScript;",
  "accessibility.canColour": "read without colour: a state is always also a word;",
  "accessibility.canPrint": "print any page.",
  "accessibility.stateTitle": "Where we stand",
  "accessibility.stateText":
    "This platform is partially compliant. Each page is tested automatically with axe before every release, on a phone and on a desk screen, with and without JavaScript. An independent audit and tests with people who use assistive technology have not taken place yet.",
  "accessibility.gapsTitle": "Known gaps",
  "accessibility.gapsDocuments": "Documents uploaded by applicants are not checked for accessibility.",
  "accessibility.gapsLanguages": "English and Dutch are complete; the other official languages follow.",
  "accessibility.reportTitle": "Something does not work for you?",
  "accessibility.reportText":
    "Tell us the address of the page and what happened. You can reach the Centre through its website.",
  "accessibility.reportLink": "Website of the European Cybersecurity Competence Centre",
  "accessibility.ombudsmanText": "If the answer does not help you, you can turn to the European Ombudsman.",
  "accessibility.ombudsmanLink": "European Ombudsman",
} as const;
