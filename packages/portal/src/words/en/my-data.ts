export const myData = {
  "myData.title": "My data",
  "myData.lead": "Everything that the platform keeps of you, why, and for how long.",
  "myData.keptTitle": "What is kept",
  "myData.keptCaption": "Items that are kept of you",
  "myData.nothing": "Nothing is kept of you but the id of your account in decisions of the past.",
  "myData.item": "Item",
  "myData.count": "How many",
  "myData.show": "Show what it says: {item}",
  "myData.download": "Take it along (JSON)",
  "myData.eraseTitle": "Erase",
  "myData.eraseText":
    "Your name, your roles and the reasons that you gave in words are deleted at once and for good. What you decided stays, under an id that names nobody. You cannot act here any more until somebody gives you a role again.",
  "myData.eraseConfirm": "Yes, erase everything that is kept of me",
  "myData.eraseConfirmRule": "Confirm that you want this: it cannot be undone.",
  "myData.erase": "Erase my data",
  "myData.notYetTitle": "This cannot be erased yet",
  "myData.erased": "What was kept of you is erased.",
  "myData.obstacle.ROLE_IN_FORCE": "You hold the role “{role}”. Give it up first, or have it ended.",
  "myData.obstacle.ROLE_UNTIL": "You hold the role “{role}” until {on}.",
  "myData.obstacle.FILE_OPEN":
    "You signed {of}, on which money may still move. The law asks who acted in such a file ({rule}).",
  "myData.obstacle.RECORDS_KEPT": "The law asks until {on} who acted in {of} ({rule}).",
} as const;
