/** Fewer points for the same line (Ramer, Douglas and Peucker): what is left out is closer to the line than it is thick. Pure. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function simplified(points: readonly Point[], tolerance: number): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) return [...points];
  const { index, distance } = farthest(points, first, last);
  if (distance <= tolerance) return [first, last];
  return [
    ...simplified(points.slice(0, index + 1), tolerance).slice(0, -1),
    ...simplified(points.slice(index), tolerance),
  ];
}

/** Upright, not square to the line: time goes only one way. */
function farthest(points: readonly Point[], first: Point, last: Point): { index: number; distance: number } {
  const slope = (last.y - first.y) / (last.x - first.x || 1);
  let found = { index: 0, distance: 0 };
  points.forEach(({ x, y }, index) => {
    const distance = Math.abs(y - first.y - slope * (x - first.x));
    if (distance > found.distance) found = { index, distance };
  });
  return found;
}
