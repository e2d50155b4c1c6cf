import type { PortalArea } from "../../area.ts";
import { saveMyProfile, showMyProfile } from "./my-profile-page.tsx";
import { showPool } from "./pool-page.tsx";

/** Who evaluates: experts say what they know, officers find them by it. */
export const expertsArea: PortalArea = {
  path: "experts",
  navigation: [
    { label: "experts.mine", path: "/experts/me", visibleTo: ["saveMyProfile"] },
    { label: "experts.pool", path: "/experts", visibleTo: ["listExperts"] },
  ],
  routes: (router) => {
    router.get("/", showPool);
    router.get("/me", showMyProfile);
    router.post("/me", saveMyProfile);
  },
};
