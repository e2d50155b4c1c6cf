import type { FC } from "hono/jsx";
import { seeOther } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Link } from "../../components/link.tsx";
import { EmptyState, Table } from "../../components/table.tsx";
import { organisationsFor } from "../../may-do.ts";
import { usePage } from "../../page/page-context.ts";
import {
  EntityState,
  nextOfOrganisation,
  organisationPath,
  readOrganisation,
  type OrganisationFile,
} from "./registry-facts.tsx";

/** `file`: null where the organisation is not registered yet. */
type Row = { readonly id: string; readonly file: OrganisationFile | null };

const Organisations: FC<{ rows: readonly Row[] }> = ({ rows }) => {
  const { t, href } = usePage();
  return (
    <Table
      caption={t("registry.several")}
      columns={[
        {
          header: t("registry.column.organisation"),
          namesRow: true,
          cell: ({ id, file }) => <Link href={href(organisationPath(id))}>{file?.legalEntity.name ?? id}</Link>,
        },
        {
          header: t("registry.column.state"),
          cell: ({ file }) => <EntityState state={file?.organisation.state ?? "missing"} />,
        },
        {
          header: t("registry.column.next"),
          cell: ({ file }) => t(file === null ? "registry.next.register" : nextOfOrganisation(file)),
        },
      ]}
      rows={rows}
      empty={t("registry.none")}
    />
  );
};

/** The organisation of this person; a list where there are several. */
export const showMyOrganisations = async (c: PortalContext): Promise<Response> => {
  const { t, person } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const ids = organisationsFor(person, "registerOrganisation");
  const [only] = ids;
  const page = { title: t("registry.title"), lead: t("registry.lead") };
  if (only === undefined) return show(c, { ...page, content: <EmptyState>{t("registry.none")}</EmptyState> });
  if (ids.length === 1) return seeOther(c, organisationPath(only));
  const read = await Promise.all(ids.map(async (id) => ({ id, file: await readOrganisation(c, id) })));
  const refused = read.find(({ file }) => !file.ok && file.error.status !== 404)?.file;
  if (refused !== undefined && !refused.ok) return showProblem(c, refused.error);
  const rows = read.map(({ id, file }) => ({ id, file: file.ok ? file.value : null }));
  return show(c, { ...page, content: <Organisations rows={rows} /> });
};
