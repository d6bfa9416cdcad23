export const browserNote: string;
export function candidates(): Promise<{ path: string; from: string }[]>;
export function runs(path: string): string | null;
export function findBrowser(): Promise<string | null>;
export const browserArgs: string[];
