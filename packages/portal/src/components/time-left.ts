const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "3 days, 4 hours" far away, "12 minutes, 5 seconds" near: the two largest units, rounded down, so that nobody is promised a second. */
export const timeLeft = (leftMs: number, language: string): string => {
  const whole = Math.max(0, leftMs);
  const parts = [
    { unit: "day", count: Math.floor(whole / dayMs) },
    { unit: "hour", count: Math.floor((whole % dayMs) / hourMs) },
    { unit: "minute", count: Math.floor((whole % hourMs) / minuteMs) },
    { unit: "second", count: Math.floor((whole % minuteMs) / secondMs) },
  ];
  const first = Math.min(
    parts.length - 2,
    Math.max(
      0,
      parts.findIndex(({ count }) => count > 0),
    ),
  );
  const shown = whole < minuteMs ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .map(({ unit, count }) =>
      new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count),
    )
    .join(", ");
};
