/** Serves the built site to every walk: once for all of them. */
import type { TestProject } from 'vitest/node';
import { serveSite } from '../../scripts/site.mjs';

export default async function serve(project: TestProject) {
  const site = await serveSite();
  project.provide('site', site.url);
  project.provide('siteFolder', site.folder);
  return site.close;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built site, under a sub-path. */
    site: string;
    /** Folder of the built files. */
    siteFolder: string;
  }
}
