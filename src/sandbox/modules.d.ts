/** What plugin.ts makes. */
declare module 'virtual:sandbox' {
  /** The document of the sandbox's frame, with a policy of its own. */
  export const frame: string;
  /** The kernel as one classic script. */
  export const kernel: string;
}
