/** What the plugin makes of lessons/*.md. The first pattern that fits holds. */
declare module 'virtual:search-index' {
  const entries: import('../contract/cell').SearchEntry[];
  export default entries;
}
declare module '*/glossary.md' {
  const terms: import('../contract/cell').GlossaryTerm[];
  export default terms;
}
declare module '*.md' {
  const lesson: import('../contract/cell').Lesson;
  export default lesson;
}
declare module '*.md?meta' {
  const meta: import('../contract/cell').LessonMeta;
  export default meta;
}
