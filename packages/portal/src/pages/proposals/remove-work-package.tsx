import type { FC } from "hono/jsx";
import { hiddenVersion, seeOther, versionIn } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { readForm } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import { whyNot } from "./allowed-action.ts";
import { packageIn } from "./costs-part.tsx";
import { crumbsTo, partAt, readDraft, type Draft } from "./proposal-facts.ts";
import { removePart } from "./remove-partner.tsx";
import { budgetPath, packageName, packagePath, workPackagesOf } from "./work-plan.ts";

type RemovalProps = { readonly draft: Draft; readonly workPackage: string; readonly version: number };

const Removal: FC<RemovalProps> = ({ draft, workPackage, version }) => {
  const page = usePage();
  const { t, href } = page;
  const path = packagePath(draft, workPackage);
  return (
    <Form action={href(`${path}/removal`)} hidden={hiddenVersion(version)}>
      <ButtonRow>
        <Button disabledBecause={whyNot(draft, "savePart", page)}>{t("budget.removeWorkPackage")}</Button>
        <ButtonLink kind="secondary" href={href(path)}>
          {t("budget.keepWorkPackage")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

/** Asks before a work package goes, since its costs go too. */
export const showPackageRemoval = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const workPackage = packageIn(c) ?? "";
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const part = partAt(draft.value, `wp.${workPackage}`);
  if (part === undefined) return showProblem(c, { status: 404, code: "PageNotFound" });
  const name = packageName(workPackagesOf(draft.value), workPackage, page);
  return show(c, {
    title: page.t("budget.removeWorkPackageTitle", { name }),
    lead: page.t("budget.removeWorkPackageLead"),
    crumbs: crumbsTo(draft.value, page),
    content: <Removal draft={draft.value} workPackage={workPackage} version={part.version} />,
  });
};

/** The costs first: should a later step fail, the checklist names the work package that is left without any. */
export const removeWorkPackage = async (c: PortalContext): Promise<Response> => {
  const workPackage = packageIn(c) ?? "";
  const version = versionIn(await readForm(c));
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const path = budgetPath(draft.value);
  const part = partAt(draft.value, `wp.${workPackage}`);
  // Sent twice: what the second would remove is gone.
  if (part === undefined) return seeOther(c, path);
  if (part.version !== version)
    return showProblem(c, { status: 412, code: "PartStale" }, packagePath(draft.value, workPackage));
  const costs = draft.value.parts.filter(
    ({ content }) => content.kind === "costs" && content.workPackage === workPackage,
  );
  const removed = await Promise.all(costs.map((one) => removePart(c, one.path, one.version)));
  const refused = removed.find((one) => !one.ok);
  if (refused !== undefined && !refused.ok) return showProblem(c, refused.error, path);
  const done = await removePart(c, part.path, version);
  return done.ok ? seeOther(c, path) : showProblem(c, done.error, path);
};
