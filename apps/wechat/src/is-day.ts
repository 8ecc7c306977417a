/** Whether it is a day such as `2026-11-01`; JavaScript takes the 30th of February for the 2nd of March. */
export function isDay(text: string | undefined): text is string {
  const midnight = new Date(`${text}T00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === text;
}
