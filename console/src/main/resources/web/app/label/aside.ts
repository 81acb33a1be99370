/** Frames that a person was unsure of come last. */

/** The frames that are shown next: those that the person put aside only when no others are left. */
export function servedNow<T extends { frame: { frameId: string } }>(
  reserved: T[],
  aside: ReadonlySet<string>,
  inHand: string | undefined,
): T[] {
  const others = reserved.filter((one) => !aside.has(one.frame.frameId));
  const onlyAside = others.length === 0 && (inHand === undefined || aside.has(inHand));
  return onlyAside ? reserved : others;
}
