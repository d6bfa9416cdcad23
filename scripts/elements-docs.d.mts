export function reference(): Promise<Map<string, string>>;
