export function serveSite(): Promise<{ url: string; folder: string; close: () => Promise<void> }>;
