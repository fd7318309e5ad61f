/** How a name or a code is written where words are read: in Markdown, in HTML. */
export type Quote = (name: string) => string;
