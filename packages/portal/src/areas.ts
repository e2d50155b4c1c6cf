import type { PortalArea } from "./area.ts";
import { callsArea } from "./pages/calls/calls-area.ts";
import { cofundingArea } from "./pages/cofunding/cofunding-area.ts";
import { proposalsArea } from "./pages/proposals/proposals-area.ts";

/** Every area of the site, in the order of the navigation. Each context adds its own. */
export const portalAreas: readonly PortalArea[] = [callsArea, proposalsArea, cofundingArea];
