/** What a lesson may name: cell kinds, datasets, terms, other lessons. Read from the project's folders. Build time only. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CellSchema } from '../../contract/cell';
import { createMarkdown } from './markdown';
import { survey } from './survey';

export interface Project {
  /** By kind. */
  schemas: ReadonlyMap<string, CellSchema>;
  /** Folder names in datasets/. */
  datasets: ReadonlySet<string>;
  /** Ids of glossary terms. */
  terms: ReadonlySet<string>;
  /** Slugs, and what a link into that lesson can reach: its headings and cells. */
  lessons: ReadonlyMap<string, ReadonlySet<string>>;
}

export const glossaryFile = 'lessons/glossary.md';

/** 'lessons/02-train-live.md' → 2 and 'train-live'; null for any other name. */
export function lessonName(file: string): { number: number; slug: string } | null {
  const match = /^lessons\/(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/.exec(file);
  return match && { number: Number(match[1]), slug: match[2] };
}

/** Every file of lessons/, the glossary too, from the project's root and in order. */
export async function lessonFiles(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'lessons')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => `lessons/${name}`);
}

/** The teacher's notes of the lessons that have some. */
export async function notesFiles(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'lessons/notes')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => `lessons/notes/${name}`);
}

/** 'lessons/notes/train-live.md' → 'train-live'; null for any other place. */
export function notesSlug(file: string): string | null {
  return /^lessons\/notes\/([^/]+)\.md$/.exec(file)?.[1] ?? null;
}

export async function readProject(root: string, schemas: readonly CellSchema[]): Promise<Project> {
  const folders = await readdir(join(root, 'datasets'), { withFileTypes: true }).catch(() => []);
  const glossary = await readFile(join(root, glossaryFile), 'utf8').catch(() => '');
  const lessons = new Map<string, ReadonlySet<string>>();
  for (const file of await lessonFiles(root)) {
    const slug = lessonName(file)?.slug;
    if (slug) lessons.set(slug, anchorsIn(await readFile(join(root, file), 'utf8')));
  }
  return {
    schemas: new Map(schemas.map((schema) => [schema.kind, schema])),
    datasets: new Set(folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name)),
    terms: termsIn(glossary),
    lessons,
  };
}

/** Ids of the headings of a glossary. */
export function termsIn(source: string): Set<string> {
  return new Set(surveyOf(source).headings.map((heading) => heading.id));
}

function anchorsIn(source: string): Set<string> {
  const { headings, fences } = surveyOf(source);
  return new Set([...headings.map((heading) => heading.id), ...fences.flatMap(({ id }) => id ?? [])]);
}

function surveyOf(source: string) {
  const text = source.replaceAll('\r\n', '\n');
  return survey(createMarkdown().parse(text, {}), text);
}
