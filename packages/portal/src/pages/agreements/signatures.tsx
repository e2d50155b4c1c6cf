import type { FC } from "hono/jsx";
import { Section } from "../../components/section.tsx";
import { StepList, type Step } from "../../components/step-list.tsx";
import { Table } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { PersonReference, personText } from "../registry/person-reference.tsx";
import { coordinatorName, signatureOf, type AgreementFile, type Side } from "./agreement-facts.tsx";

type FileProps = { readonly file: AgreementFile };

const sides = ["coordinator", "authority"] as const satisfies readonly Side[];

/** Both sides may sign at any time and in any order: neither waits for the other (GA-01). */
const stepOf = (side: Side, { agreement, sheet }: AgreementFile, page: PageContext): Step => {
  const { t, format } = page;
  const signature = signatureOf(agreement, side);
  const actor =
    side === "coordinator"
      ? t("agreements.actor.coordinator", { coordinator: coordinatorName(sheet) })
      : t("agreements.actor.authority");
  const title = t(`agreements.step.${side}`);
  if (signature === null) return { title, actor, state: "current", untilOn: sheet.signByOn };
  const text = t("agreements.step.signedBy", {
    at: format.dateTime(signature.at),
    person: personText(signature.by, page),
  });
  return { title, state: "done", text };
};

export const SignatureSteps: FC<FileProps> = ({ file }) => {
  const page = usePage();
  const { t, format } = page;
  const { agreement } = file;
  const isInForce = agreement.state === "inForce";
  const steps: readonly Step[] = [
    { title: t("agreements.step.prepare"), state: "done", text: t("agreements.step.prepareText") },
    ...sides.map((side) => stepOf(side, file, page)),
    {
      title: t("agreements.step.inForce"),
      state: isInForce ? "done" : "upcoming",
      text: isInForce
        ? t("agreements.step.inForceOn", { on: format.date(agreement.inForceOn) })
        : t("agreements.step.inForceText"),
    },
  ];
  return (
    <Section title={t("agreements.section.steps")}>
      <StepList steps={steps} />
    </Section>
  );
};

/** Who signed, and when to the millisecond; nothing before the first signature. */
export const SignedRecord: FC<FileProps> = ({ file: { agreement } }) => {
  const { t } = usePage();
  const rows = sides.flatMap((side) => {
    const signature = signatureOf(agreement, side);
    return signature === null ? [] : [{ side, ...signature }];
  });
  return rows.length === 0 ? null : (
    <Section title={t("agreements.section.signed")}>
      <Table
        caption={t("agreements.signed.caption")}
        columns={[
          { header: t("agreements.signed.side"), namesRow: true, cell: ({ side }) => t(`agreements.side.${side}`) },
          { header: t("agreements.signed.at"), cell: ({ at }) => <DateTimeOf at={at} exact /> },
          { header: t("agreements.signed.by"), cell: ({ by }) => <PersonReference userId={by} /> },
        ]}
        rows={rows}
        empty=""
      />
    </Section>
  );
};
