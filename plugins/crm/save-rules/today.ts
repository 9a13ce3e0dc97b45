/** Calendar date of a moment or of its ISO text in a time zone, 'YYYY-MM-DD'. */
export function localDate(moment: unknown, timeZone: string): string {
  const at = moment instanceof Date ? moment : new Date(String(moment));
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}
