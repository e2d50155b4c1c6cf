import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { expect, test } from "vitest";
import { type FormValues, withValues } from "../../forms/form-values.ts";
import { aPage } from "../../../../../test/support/a-page.ts";
import { formatsOf } from "../../words/format.ts";
import { callValues, newCallValues } from "./call-form-values.ts";
import { readCallForm } from "./read-call-form.ts";

const page = aPage();

const read = (form: FormValues) => {
  const content = readCallForm(form, String, page);
  if (!content.ok) throw new Error(JSON.stringify(content.error));
  return content.value;
};

const amounts = { "topics.0.budgetCents": "2000", "topics.0.minGrantCents": "100", "topics.0.maxGrantCents": "1000" };

test.each(["", "2"])("a draft whose reports are divergent from “%s” on is kept by its form as it is", (spread) => {
  const typed = withValues(newCallValues(programmeProfiles.SG), { ...amounts, "profile.divergenceSpread": spread });
  const content = read(typed);
  expect(read(callValues(content, formatsOf("en")))).toEqual(content);
  expect(content.profile.divergenceSpread).toBe(spread === "" ? undefined : spread);
});
