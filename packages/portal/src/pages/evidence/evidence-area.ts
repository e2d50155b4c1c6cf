import { answerOf, apiOf } from "../../api-client.ts";
import { show, showProblem, type PortalArea, type PortalContext } from "../../area.ts";
import { showReceiptForm, verifyReceipt } from "./verify-receipt.tsx";
import { verifyPage } from "./verify-page.tsx";

const verify = async (c: PortalContext): Promise<Response> => {
  const day = c.get("page").query.get("day");
  const query = day === null ? {} : { day };
  const [heads, verifier] = await Promise.all([
    answerOf(apiOf(c).GET("/v1/transparency/tree-heads", { params: { query } })),
    answerOf(apiOf(c).GET("/v1/transparency/verifier")),
  ]);
  if (!heads.ok) return showProblem(c, heads.error);
  if (!verifier.ok) return showProblem(c, verifier.error);
  return show(c, verifyPage(c.get("page"), { list: heads.value, sha256: verifier.value.sha256 }));
};

const downloadVerifier = async (c: PortalContext): Promise<Response> => {
  const verifier = await answerOf(apiOf(c).GET("/v1/transparency/verifier"));
  if (!verifier.ok) return showProblem(c, verifier.error);
  const { fileName, text } = verifier.value;
  return c.body(text, 200, {
    "content-type": "text/javascript; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName}"`,
  });
};

/** What an outsider needs to check the platform's evidence: open to everybody. */
export const evidenceArea: PortalArea = {
  path: "evidence",
  navigation: [],
  routes: (router) => {
    router.get("/", verify);
    router.get("/receipt", showReceiptForm);
    router.post("/receipt", verifyReceipt);
    router.get("/verify.mjs", downloadVerifier);
  },
};
