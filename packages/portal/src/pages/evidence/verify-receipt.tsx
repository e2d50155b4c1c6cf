import { proposalDocumentBytesMax, receiptCharactersMax } from "@grants/kernel/limits";
import type { FC } from "hono/jsx";
import { answerOf, apiOf } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { FormGroup, fieldAttributes } from "../../components/form-group.tsx";
import { Section } from "../../components/section.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { readForm } from "../../forms/form-values.ts";
import { type Refusal, refusalOf, refusalOfFields } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import { ReceiptVerdict, type Verification } from "./receipt-verdict.tsx";

type Shown = {
  readonly text: string;
  readonly verification: Verification | null;
  readonly refusal: Refusal | null;
};

const FileField: FC<{ name: "file" | "document"; label: string; help: string; error: string | undefined }> = (
  field,
) => (
  <FormGroup field={field}>
    <input {...fieldAttributes(field)} class="portal-file-input" type="file" />
  </FormGroup>
);

const ReceiptForm: FC<Pick<Shown, "text" | "refusal">> = ({ text, refusal }) => {
  const { t, href } = usePage();
  const errors = refusal?.errors ?? {};
  return (
    <Section title={t("evidence.receipt.show")}>
      <Form action={href("/evidence/receipt")} upload>
        <FileField
          name="file"
          label={t("evidence.receipt.file")}
          help={t("evidence.receipt.fileHelp")}
          error={errors["file"]}
        />
        <TextArea
          name="text"
          label={t("evidence.receipt.text")}
          help={t("evidence.receipt.textHelp")}
          value={text}
          error={errors["text"]}
        />
        <FileField
          name="document"
          label={t("evidence.receipt.document")}
          help={t("evidence.receipt.documentHelp")}
          error={errors["document"]}
        />
        <Button>{t("evidence.receipt.verify")}</Button>
      </Form>
    </Section>
  );
};

const showWith = (c: PortalContext, { text, verification, refusal }: Shown): Response => {
  const { t } = c.get("page");
  const content = (
    <>
      {verification !== null && <ReceiptVerdict verification={verification} />}
      <ReceiptForm text={text} refusal={refusal} />
    </>
  );
  const page = {
    title: t("evidence.receipt.title"),
    lead: t("evidence.receipt.lead"),
    crumbs: [{ label: t("evidence.title"), path: "/evidence" }],
    content,
  };
  return showForm(c, page, refusal);
};

export const showReceiptForm = (c: PortalContext): Response =>
  showWith(c, { text: "", verification: null, refusal: null });

const fileOf = async (c: PortalContext, name: string): Promise<File | null> => {
  const sent = (await c.req.formData()).get(name);
  return sent instanceof File && sent.size > 0 ? sent : null;
};

const hexDigits = 2;
const digestOf = async (file: File): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(hexDigits, "0")).join("");
};

/** What is shown is asked about and not kept. A file goes before what is pasted; of the document only the digest is asked about. */
export const verifyReceipt = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const [form, file, document] = await Promise.all([readForm(c), fileOf(c, "file"), fileOf(c, "document")]);
  const pasted = form.text("text");
  const refused = (errors: Readonly<Record<string, string>>) =>
    showWith(c, { text: pasted, verification: null, refusal: refusalOfFields(errors) });
  if (file !== null && file.size > receiptCharactersMax) return refused({ file: t("evidence.receipt.tooLarge") });
  if (document !== null && document.size > proposalDocumentBytesMax)
    return refused({ document: t("evidence.receipt.otherDocument") });
  const text = file === null ? pasted.trim() : await file.text();
  if (text === "") return refused({ file: t("evidence.receipt.nothing") });
  if (text.length > receiptCharactersMax) return refused({ text: t("evidence.receipt.tooLarge") });
  const body = { text, ...(document === null ? {} : { documentSha256: await digestOf(document) }) };
  const verified = await answerOf(apiOf(c).POST("/v1/transparency/receipt-verification", { body }));
  return verified.ok
    ? showWith(c, { text: pasted, verification: verified.value, refusal: null })
    : showWith(c, { text: pasted, verification: null, refusal: refusalOf(verified.error, {}) });
};
