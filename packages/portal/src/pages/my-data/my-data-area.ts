import type { PortalArea } from "../../area.ts";
import { downloadMyData, eraseMyData, saveMyMail, showMyData } from "./my-data-page.tsx";

/** What the platform keeps of whoever is signed in. Reached from the privacy page and from the menu of the person. */
export const myDataArea: PortalArea = {
  path: "my-data",
  navigation: [],
  routes: (router) => {
    router.get("/", showMyData);
    router.get("/file", downloadMyData);
    router.post("/mail", saveMyMail);
    router.post("/erasure", eraseMyData);
  },
};
