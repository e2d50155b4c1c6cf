/**
 * Length of an IBAN by country, for the countries that SEPA credit transfers reach (PAYX-03; ISO 13616 registry, state of November 2026).
 * Country codes as IBANs use them (Greece is GR). The recent ones are to be confirmed with the bank before go-live.
 */
export const ibanLengthByCountry: ReadonlyMap<string, number> = new Map([
  // Member States.
  ["AT", 20],
  ["BE", 16],
  ["BG", 22],
  ["HR", 21],
  ["CY", 28],
  ["CZ", 24],
  ["DK", 18],
  ["EE", 20],
  ["FI", 18],
  ["FR", 27],
  ["DE", 22],
  ["GR", 27],
  ["HU", 28],
  ["IE", 22],
  ["IT", 27],
  ["LV", 21],
  ["LT", 20],
  ["LU", 20],
  ["MT", 31],
  ["NL", 18],
  ["PL", 28],
  ["PT", 25],
  ["RO", 24],
  ["SK", 24],
  ["SI", 19],
  ["ES", 24],
  ["SE", 24],
  // European Economic Area.
  ["IS", 26],
  ["LI", 21],
  ["NO", 15],
  // Other countries of SEPA.
  ["CH", 21],
  ["GB", 22],
  ["MC", 27],
  ["SM", 27],
  ["VA", 22],
  ["AD", 24],
  // Recent: joined SEPA lately.
  ["AL", 28],
  ["ME", 22],
  ["MD", 24],
  ["MK", 19],
  ["RS", 22],
]);
