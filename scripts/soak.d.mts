export function soak(
  url: string,
  plan: { seconds: number; resets: number; switches: number; say?: (line: string) => void },
): Promise<{ tensorsBefore: number; tensorsAfter: number; bytesBefore: number; bytesAfter: number; epochs: number }>;
