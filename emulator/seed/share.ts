/**
 * How many templates each region gets: unevenly, at least one each, the largest at most 30 % wherever there are
 * enough regions for that. With fewer templates than regions the first ones get one.
 */
export function shares(templates: number, regions: number): number[] {
  const ceiling = Math.max(1, Math.floor(templates * 0.3), Math.ceil(templates / regions));
  const counts: number[] = Array.from({ length: regions }, (_, index) => (index < templates ? 1 : 0));
  const weights = counts.map((_, index) => 1 / (1 + 0.35 * index));
  const weight = weights.reduce((sum, each) => sum + each, 0);
  let left = templates - counts.reduce((sum, count) => sum + count, 0);
  const spare = left;
  for (let index = 0; index < regions && left > 0; index++) {
    const wanted = Math.floor((spare * (weights[index] ?? 0)) / weight);
    const given = Math.min(wanted, ceiling - (counts[index] ?? 0), left);
    counts[index] = (counts[index] ?? 0) + given;
    left -= given;
  }
  for (let index = 0; left > 0; index = (index + 1) % regions) {
    if ((counts[index] ?? 0) >= ceiling) continue;
    counts[index] = (counts[index] ?? 0) + 1;
    left -= 1;
  }
  return counts;
}
