/** How often a cron line of GitHub Actions (five fields, UTC) fires in 30 days; null when it cannot be read. */
export function timesPerMonth(cron: string): number | null {
  const [minute, hour, day, month, weekday, ...rest] = cron.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || rest.length > 0) return null;
  const minutes = valuesOf(minute, 0, 59);
  const hours = valuesOf(hour, 0, 23);
  const days = valuesOf(day ?? "", 1, 31);
  const months = valuesOf(month ?? "", 1, 12);
  const weekdays = valuesOf(weekday ?? "", 0, 7);
  if (minutes === null || hours === null || days === null || months === null || weekdays === null)
    return null;
  // Of 30 days, as many as the day fields choose in a year; when both are restricted, cron takes either.
  const byDay = Math.min(1, days.size / 31);
  const byWeekday = Math.min(1, new Set([...weekdays].map((value) => value % 7)).size / 7);
  const either = day === "*" || weekday === "*" ? byDay * byWeekday : Math.min(1, byDay + byWeekday);
  return Math.round(minutes.size * hours.size * 30 * either * (months.size / 12));
}

function valuesOf(field: string, low: number, high: number): Set<number> | null {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) return null;
    const [, from, to, step] = match;
    const first = from === undefined ? low : Number(from);
    const last = to !== undefined ? Number(to) : from === undefined || step !== undefined ? high : first;
    if (first < low || last > high || Number(step ?? 1) < 1) return null;
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}
