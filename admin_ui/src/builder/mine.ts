const mine = new Set<number>();
let pending: Promise<unknown> = Promise.resolve();

/** This window is publishing: nobody needs to be told of it. */
export function publishedHere<T extends { revision: number }>(work: Promise<T>): Promise<T> {
  const noted = work.then((answer) => {
    mine.add(answer.revision);
    return answer;
  });
  pending = Promise.allSettled([pending, noted]);
  return noted;
}

/** Whether this window published the revision; it may hear of it before it is answered. */
export async function isMine(revision: number): Promise<boolean> {
  await pending;
  return mine.has(revision);
}
