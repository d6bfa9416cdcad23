/** Every cell’s element, found by folder; but for code cells, whose sandbox needs the policy and the build of our own page. */
import.meta.glob(['../cells/*/fp-*.ts', '!../cells/js/*'], { eager: true });
