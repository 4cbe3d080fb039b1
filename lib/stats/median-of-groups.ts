/**
 * A function that gives the median of all values of some groups, named by their index, a group as often
 * as it is named: what a bootstrap asks a thousand times over the same few groups. The values are
 * sorted once; the median is then found by counting through them.
 *
 * @param groups free of NaN
 * @returns NaN of no values
 * @example medianOfGroups([[1, 2], [5], [9]])([0, 1, 1]) // 3.5: of 1, 2, 5, 5
 */
export function medianOfGroups(
  groups: readonly ArrayLike<number>[],
): (named: readonly number[]) => number {
  const all = groups.flatMap((values, group) => Array.from(values, (value) => ({ value, group })))
    .sort((a, b) => a.value - b.value);
  const sorted = Float64Array.from(all, ({ value }) => value);
  const owner = Int32Array.from(all, ({ group }) => group);
  const times = new Int32Array(groups.length);
  return (named) => {
    times.fill(0);
    let size = 0;
    for (const group of named) {
      times[group]++;
      size += groups[group].length;
    }
    if (size === 0) return NaN;
    const below = (size - 1) >> 1;
    let i = 0, passed = times[owner[0]];
    while (passed <= below) passed += times[owner[++i]];
    const low = sorted[i];
    if (size % 2 === 1 || passed > below + 1) return low;
    do i++; while (times[owner[i]] === 0);
    return low + 0.5 * (sorted[i] - low);
  };
}
