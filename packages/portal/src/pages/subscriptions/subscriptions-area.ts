import type { PortalArea } from "../../area.ts";
import { sendConfirmation, showSubscribe } from "./subscribe-page.tsx";
import { confirmSubscription, endSubscription, showSubscription } from "./subscription-page.tsx";

/** News of calls by mail, for whoever has an address and no account. */
export const subscriptionsArea: PortalArea = {
  path: "subscriptions",
  navigation: [],
  routes: (router) => {
    router.get("/new", showSubscribe);
    router.post("/new", sendConfirmation);
    router.get("/:token", showSubscription);
    router.post("/:token/confirmation", confirmSubscription);
    router.post("/:token/ending", endSubscription);
  },
};
