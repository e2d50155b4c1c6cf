import { countCharacters } from "./count-characters.ts";
import { closeDisclosures } from "./close-disclosures.ts";
import { forgetAtSignOut } from "./kept-drafts.ts";
import { runClocks } from "./run-clock.ts";
import { sendFiles } from "./send-files.ts";
import { saveAsYouType } from "./save-as-you-type.ts";
import { warnBeforeEnd } from "./warn-before-end.ts";
import { writeMarkup } from "./write-markup.ts";

// Everything works without this file; what stands here only makes it pleasanter.
document.documentElement.classList.replace("no-js", "has-js");
countCharacters(document);
closeDisclosures(document);
writeMarkup(document);
saveAsYouType(document);
forgetAtSignOut(document);
sendFiles(document);
warnBeforeEnd(document);
runClocks(document);
