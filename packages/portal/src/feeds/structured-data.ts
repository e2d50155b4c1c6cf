import type { Schemas } from "../api-client.ts";

type Described = {
  readonly call: Schemas["PublicCall"];
  readonly url: string;
  readonly language: string;
  readonly centre: string;
};

const centsPerEuro = 100;

/** The amount as decimal text: no float touches money. */
const euros = (cents: number): string =>
  `${String((cents - (cents % centsPerEuro)) / centsPerEuro)}.${String(cents % centsPerEuro).padStart(2, "0")}`;

/** A call in the words of schema.org, for search engines: a grant that somebody funds, and until when one may apply. */
export const describeCall = ({ call: { summary, version }, url, language, centre }: Described): object => {
  const { title, reference, budgetCents, opensAt, closesAt } = summary;
  return {
    "@context": "https://schema.org",
    "@type": "MonetaryGrant",
    "@id": url,
    url,
    name: title,
    inLanguage: language,
    ...(reference === null ? {} : { identifier: reference }),
    ...(version === undefined ? {} : { description: version.content.objectives }),
    ...(budgetCents === null
      ? {}
      : { amount: { "@type": "MonetaryAmount", currency: "EUR", value: euros(budgetCents) } }),
    funder: { "@type": "GovernmentOrganization", name: centre },
    ...(closesAt === null
      ? {}
      : {
          potentialAction: {
            "@type": "ApplyAction",
            target: url,
            ...(opensAt === null ? {} : { startTime: opensAt }),
            endTime: closesAt,
          },
        }),
  };
};

/** As the content of a script element: nothing in it can end the element, whatever a title holds. */
export const dataText = (data: object): string => JSON.stringify(data).replaceAll("<", "\\u003c");
