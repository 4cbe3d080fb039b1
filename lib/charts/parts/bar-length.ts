/**
 * The length of a bar in words, after "per" or "within": hour, 4 hours, 5 minutes, day.
 *
 * @example barLength(240) // "4 hours"
 */
export function barLength(minutes: number): string {
  const [count, unit] = minutes % 1440 === 0
    ? [minutes / 1440, "day"]
    : minutes % 60 === 0
    ? [minutes / 60, "hour"]
    : [minutes, "minute"];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
