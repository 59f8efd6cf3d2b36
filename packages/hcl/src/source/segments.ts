let segmenter: Intl.Segmenter | undefined;

/** A text cut where Unicode parts what a person sees as characters. The tables are loaded at the first use, which costs as much as starting a small command. */
export const segments = (text: string): Intl.Segments => (segmenter ??= new Intl.Segmenter("und", { granularity: "grapheme" })).segment(text);
