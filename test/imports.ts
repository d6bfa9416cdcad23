/** What a source file imports, by TypeScript's own reading: for the tests that hold the arrows between folders. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** The importing file and the line, from the project's root. */
  file: string;
  line: number;
  /** A file of the project ('src/engine/layout.ts'), or a package ('lit', 'node:fs'). */
  target: string;
  package: boolean;
  /** Gone at run time. */
  typeOnly: boolean;
  /** Only when it is asked for: `import()` or a lazy glob. */
  lazy: boolean;
}

export const root = resolve(import.meta.dirname, '..');

/** Every .ts file of a folder, from the project's root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .toSorted();
}

export function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: string, typeOnly: boolean, lazy: boolean) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    for (const target of targetsOf(file, specifier.replace(/\?.*$/, ''))) {
      found.push({ file, line, target, package: target === specifier.replace(/\?.*$/, ''), typeOnly, lazy });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, erased(node.importClause), false);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, node.isTypeOnly, false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      add(node, node.argument.literal.text, true, true);
    } else if (ts.isCallExpression(node)) {
      const [first, options] = node.arguments;
      const isGlob = node.expression.getText() === 'import.meta.glob';
      const lazy = !(isGlob && /eager:\s*true/.test(options?.getText() ?? ''));
      if (isGlob || node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        for (const literal of first && ts.isArrayLiteralExpression(first) ? first.elements : [first]) {
          if (literal && ts.isStringLiteralLike(literal) && !literal.text.startsWith('!')) add(node, literal.text, false, lazy);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether nothing of an import is left at run time. */
function erased(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : null;
  return !clause.name && named !== null && named.length > 0 && named.every((one) => one.isTypeOnly);
}

function targetsOf(file: string, specifier: string): string[] {
  if (!/^[./]/.test(specifier)) return [specifier];
  const path = specifier.startsWith('/')
    ? specifier.slice(1)
    : relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/');
  if (path.includes('*') && path.endsWith('.ts')) {
    const pattern = new RegExp(
      `^${path
        .split('*')
        .map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&'))
        .join('[^/]*')}$`,
    );
    return sourceFiles(path.split('/')[0]).filter((one) => pattern.test(one));
  }
  return [[path, `${path}.ts`].find((one) => /\.\w+$/.test(one) && existsSync(join(root, one))) ?? path];
}
