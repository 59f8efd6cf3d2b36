/** "1 object", "12 objects". */
export const objectsWords = (count: number): string => (count === 1 ? "1 object" : `${count} objects`);
