/** A schema's first complaint in a sentence, with the place it is about. Pure. */
import * as v from 'valibot';

export function complaint(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  const path = v.getDotPath(issue);
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${path ? `At ${path}: ` : ''}${issue.message}${more}.`;
}
